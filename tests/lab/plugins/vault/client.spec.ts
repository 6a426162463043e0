import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import * as os from "node:os";
import * as path from "node:path";

import { Connection, VaultClient } from "./client";
import { FakeVault, listening } from "./fakeVault";
import { transport } from "./transport";

const lookup: [number, unknown] = [200, { data: { ttl: 3600 } }];
const child: [number, unknown] = [200, { auth: { client_token: "child" } }];
const entry: [number, unknown] = [200, { data: { data: { password: "p" } } }];

describe("the vault adapter's client", () => {
    let server: http.Server | undefined;
    afterEach(() => server?.close());

    async function clientOf(fake: FakeVault, more: Partial<Connection> = {}): Promise<VaultClient> {
        server = http.createServer(fake.handle);
        const port = await listening(server);
        const connection = { address: `http://127.0.0.1:${port}`, token: "t", maxRetries: 0, ...more };
        return VaultClient.logIn(connection, transport());
    }

    it("makes one short-lived token of its own, and does everything with that", async () => {
        const fake = new FakeVault({
            "auth/token/lookup-self": lookup,
            "auth/token/create": child,
            "secret/data/a": entry,
        });
        const client = await clientOf(fake, { childToken: { name: "terraform", seconds: 1200 } });
        await client.read("secret/data/a");
        await client.ask("PUT", "secret/data/a", { data: {} });
        assert.deepEqual(fake.asked, [
            ["GET", "auth/token/lookup-self", "t"],
            ["POST", "auth/token/create", "t"],
            ["GET", "secret/data/a", "child"],
            ["PUT", "secret/data/a", "child"],
        ]);
        const [wanted] = fake.bodies;
        const ttl = "1200s";
        const expected = { display_name: "terraform", ttl, explicit_max_ttl: ttl, renewable: false };
        assert.deepEqual(wanted, expected);
    });

    describe("in a namespace", () => {
        const child = { childToken: { name: "terraform", seconds: 1200 } };
        const answers = (token: object) => ({
            "auth/token/lookup-self": [200, { data: token }] as [number, unknown],
            "auth/token/create": [200, { auth: { client_token: "child" } }] as [number, unknown],
            "secret/data/a": entry,
            "sys/seal-status": [200, {}] as [number, unknown],
        });

        /** Where it logs in, makes its token, reads, and asks for the version. */
        async function namespaces(token: object, more: Partial<Connection>): Promise<unknown[]> {
            const fake = new FakeVault(answers(token));
            const client = await clientOf(fake, { ...child, ...more });
            await client.read("secret/data/a");
            await client.ask("GET", "sys/seal-status");
            server?.close();
            return fake.namespaces;
        }

        it("logs in outside of it, and does everything else in it", async () => {
            const asked = await namespaces({}, { namespace: "admin/west" });
            assert.deepEqual(asked, [undefined, undefined, "admin/west", undefined]);
        });

        it("makes its token where the given one is from, and stays there if none is named", async () => {
            const token = { namespace_path: "admin/" };
            assert.deepEqual(await namespaces(token, {}), [undefined, "admin", "admin", undefined]);
            const below = await namespaces(token, { namespace: "admin/west" });
            assert.deepEqual(below, [undefined, "admin", "admin/west", undefined]);
        });

        it("logs in there where the environment names it", async () => {
            const environment = { namespace: "west", loginNamespace: "west" };
            assert.deepEqual(await namespaces({}, environment), ["west", "west", "west", undefined]);
        });
    });

    it("says that it may not make one as the official plugin does", async () => {
        const denied: [number, unknown] = [403, { errors: ["1 error occurred:\n\t* permission denied\n\n"] }];
        const fake = new FakeVault({ "auth/token/lookup-self": lookup, "auth/token/create": denied });
        await assert.rejects(
            clientOf(fake, { childToken: { name: "terraform", seconds: 1200 } }),
            /^Error: failed to create limited child token: Error making API request\.\n\nURL: POST .*\nCode: 403\. Errors:\n\n\* 1 error/,
        );
    });

    it("asks a Vault that is sealed again, and says so in the end", async () => {
        const sealed: [number, unknown] = [503, { errors: ["Vault is sealed"] }];
        const fake = new FakeVault({ "auth/token/lookup-self": sealed });
        await assert.rejects(clientOf(fake, { maxRetries: 1 }), {
            message:
                /^failed to lookup token, err=Error making .*\nCode: 503\. Errors:\n\n\* Vault is sealed$/s,
        });
        assert.equal(fake.asked.length, 2);
    });

    it("says all that Vault says, and what is no answer of Vault's as it is", async () => {
        const fake = new FakeVault({
            "auth/token/lookup-self": lookup,
            a: [400, { errors: ["one", "two"] }],
        });
        const client = await clientOf(fake);
        await assert.rejects(client.ask("DELETE", "a"), /\nCode: 400\. Errors:\n\n\* one\* two$/);
        const gateway = http.createServer((_, response) => response.writeHead(400).end("Bad Gateway"));
        const address = `http://127.0.0.1:${await listening(gateway)}`;
        await assert.rejects(
            VaultClient.logIn({ address, token: "t", maxRetries: 0 }, transport()),
            /\nCode: 400\. Raw Message:\n\nBad Gateway$/,
        );
        gateway.close();
    });

    describe("over https", () => {
        let folder: string;
        before(function () {
            if (spawnSync("openssl", ["version"]).status !== 0) this.skip();
            folder = fs.mkdtempSync(path.join(os.tmpdir(), "vault-tls-"));
            const out = ["-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=vault"];
            const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
            const names = ["-addext", "subjectAltName=IP:127.0.0.1"];
            execFileSync("openssl", ["req", "-x509", ...curve, ...out, ...names], {
                cwd: folder,
                stdio: "pipe",
            });
        });
        after(() => {
            if (folder) fs.rmSync(folder, { recursive: true });
        });

        it("trusts the certificate authority that it is given, and says as Go does that it knows no other", async () => {
            const [key, cert] = ["key.pem", "cert.pem"].map((name) =>
                fs.readFileSync(path.join(folder, name), "utf8"),
            );
            const fake = new FakeVault({ "auth/token/lookup-self": lookup, "secret/data/a": entry });
            server = https.createServer({ key, cert }, fake.handle);
            const address = `https://127.0.0.1:${await listening(server)}`;
            const connection = { address, token: "t", maxRetries: 0 };

            const knowing = await VaultClient.logIn(connection, transport(cert));
            assert.deepEqual(await knowing.read("secret/data/a"), { data: { password: "p" } });
            await assert.rejects(
                VaultClient.logIn(connection, transport()),
                /tls: failed to verify certificate: x509: certificate signed by unknown authority$/,
            );
        });
    });
});
