import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import * as os from "node:os";
import * as path from "node:path";

import { Connection, VaultClient } from "./client";
import { FakeVault, listening } from "./fakeVault";

const lookup: [number, unknown] = [200, { data: { ttl: 3600 } }];
const child: [number, unknown] = [200, { auth: { client_token: "child" } }];
const entry: [number, unknown] = [200, { data: { data: { password: "p" } } }];

describe("the vault stand-in's client", () => {
    let server: http.Server | undefined;
    afterEach(() => server?.close());

    async function clientOf(fake: FakeVault, more: Partial<Connection> = {}): Promise<VaultClient> {
        server = http.createServer(fake.handle);
        const port = await listening(server);
        return new VaultClient({ address: `http://127.0.0.1:${port}`, token: "t", maxRetries: 0, ...more });
    }

    it("makes one short-lived token of its own, and does everything with that", async () => {
        const fake = new FakeVault({
            "auth/token/lookup-self": lookup,
            "auth/token/create": child,
            "secret/data/a": entry,
        });
        const client = await clientOf(fake, { childToken: { name: "terraform", seconds: 1200 } });
        await client.read("secret/data/a");
        await client.write("secret/data/a", { data: {} });
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

    it("says that it may not make one as the official plugin does", async () => {
        const denied: [number, unknown] = [403, { errors: ["1 error occurred:\n\t* permission denied\n\n"] }];
        const fake = new FakeVault({ "auth/token/lookup-self": lookup, "auth/token/create": denied });
        const client = await clientOf(fake, { childToken: { name: "terraform", seconds: 1200 } });
        await assert.rejects(
            client.read("secret/data/a"),
            /^Error: failed to create limited child token: Error making API request\.\n\nURL: POST .*\nCode: 403\. Errors:\n\n\* 1 error/,
        );
    });

    it("tries the login anew after it failed", async () => {
        const answers: Record<string, [number, unknown]> = { "secret/data/a": entry };
        const client = await clientOf(new FakeVault(answers));
        await assert.rejects(client.read("secret/data/a"), /failed to lookup token, err=/);
        answers["auth/token/lookup-self"] = lookup;
        assert.deepEqual(await client.read("secret/data/a"), { data: { password: "p" } });
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

            const knowing = new VaultClient({ ...connection, ca: cert! });
            assert.deepEqual(await knowing.read("secret/data/a"), { data: { password: "p" } });
            await assert.rejects(
                new VaultClient(connection).read("secret/data/a"),
                /tls: failed to verify certificate: x509: certificate signed by unknown authority$/,
            );
        });
    });
});
