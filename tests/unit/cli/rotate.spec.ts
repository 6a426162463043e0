import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import { AddressInfo } from "node:net";
import * as path from "node:path";

import { eachFolder } from "./support/folder";

const project = path.resolve(__dirname, "../../..");

/** A server that answers with what `answer` says. */
async function serve(answer: (request: http.IncomingMessage, body: string) => [number, unknown]) {
    const server = http.createServer((request, response) => {
        let body = "";
        request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        request.on("end", () => {
            const [status, said] = answer(request, body);
            response.writeHead(status).end(JSON.stringify(said));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { server, address: `http://127.0.0.1:${port}` };
}

describe("alloy-stack vault rotate", function () {
    // The whole program is started each time.
    this.timeout(120_000);
    const { at, write } = eachFolder();
    /** What the remote takes, and what Vault has. */
    let taken: string[];
    let entry: Record<string, string>;
    let remote: Awaited<ReturnType<typeof serve>>;
    let vault: Awaited<ReturnType<typeof serve>>;

    beforeEach(async () => {
        taken = ["old-one", "new-one"];
        entry = { password: "old-one", client_key: "kept" };
        remote = await serve(({ headers }) => {
            const [, password] = Buffer.from((headers.authorization ?? "").slice(6), "base64")
                .toString()
                .split(":");
            return [taken.includes(password ?? "") ? 204 : 401, {}];
        });
        vault = await serve(({ method, headers, url }, body) => {
            if (headers["x-vault-token"] !== "t") return [403, { errors: ["permission denied"] }];
            assert.equal(url, "/v1/secret/data/grafana/alloy/c/prometheus/primary");
            if (method === "POST") entry = (JSON.parse(body) as { data: Record<string, string> }).data;
            return [200, { data: { data: entry } }];
        });
        write("Pulumi.yaml", "name: alloy-stack\nruntime: nodejs\n");
        // The secrets stand here as in a stack's file; the pulumi command below "decrypts" them.
        write(
            "Pulumi.prod.yaml",
            'config:\n  alloy-stack:remotePasswords:\n    "prometheus/primary":\n      secure: v1:x\n',
        );
        const values = {
            "alloy-stack:clusterName": "c",
            "alloy-stack:vaultAddress": vault.address,
            "alloy-stack:prometheusRemotes": JSON.stringify([`primary:${remote.address}/api/v1/write:u`]),
        };
        const listed = {
            ...Object.fromEntries(
                Object.entries(values).map(([key, value]) => [key, { value, secret: false }]),
            ),
            "alloy-stack:remotePasswords": { secret: true },
            "alloy-stack:esoPassword": { secret: true },
        };
        write("listed.json", JSON.stringify(listed));
        const script = [
            "#!/bin/sh",
            `case "$1 $2" in`,
            `"config --json") cat ${at("listed.json")};;`,
            `"config get") echo '{"prometheus/primary":"old-one"}';;`,
            `"config set") echo "$@" > ${at("set")}; cat > ${at("secret")};;`,
            `*) exit 9;; esac`,
        ];
        fs.chmodSync(write("pulumi", `${script.join("\n")}\n`), 0o755);
    });
    afterEach(() => {
        for (const { server } of [remote, vault]) {
            server.close();
            server.closeAllConnections();
        }
    });

    function run(args: string[], input: string, token = "t"): Promise<{ status: number; said: string }> {
        const line = ["cli/bin.mjs", "vault", "rotate", ...args, "-s", "prod", "-C", at(), "--no-wait"];
        const env = { ...process.env, PATH: `${at()}:/bin`, HOME: at(), VAULT_TOKEN: token };
        return new Promise((resolve) => {
            const child = execFile(process.execPath, line, { cwd: project, env }, (error, stdout, stderr) => {
                resolve({ status: error ? Number(error.code) : 0, said: stdout + stderr });
            });
            child.stdin?.end(input);
        });
    }

    it("writes the configuration by Pulumi and Vault by its API, and keeps the entry's other secrets", async () => {
        const { status, said } = await run(["prometheus/primary"], "new-one\n");
        assert.equal(status, 0, said);
        assert.equal(fs.readFileSync(at("secret"), "utf8"), "new-one");
        assert.equal(
            fs.readFileSync(at("set"), "utf8").trim(),
            'config set --secret --path alloy-stack:remotePasswords["prometheus/primary"] --stack prod --non-interactive',
        );
        assert.deepEqual(entry, { password: "new-one", client_key: "kept" });
        assert.match(
            said,
            /Wrote the new password into Vault, at secret\/grafana\/alloy\/c\/prometheus\/primary\./,
        );
        assert.doesNotMatch(said, /new-one|old-one/);
    });

    it("changes nothing that the remote refuses, and nothing in a dry run", async () => {
        const dry = await run(["prometheus/primary", "--dry-run"], "new-one");
        assert.equal(dry.status, 0, dry.said);
        taken = ["old-one"];
        const refused = await run(["prometheus/primary"], "new-one");
        assert.equal(refused.status, 1);
        assert.match(refused.said, /^error: prometheus\/primary \(.*\) refuses the new password/m);
        assert.equal(entry.password, "old-one");
        assert.ok(!fs.existsSync(at("set")));
    });

    it("leaves Vault to the next update where nobody is logged in to it", async () => {
        const { status, said } = await run(["prometheus/primary"], "new-one", "");
        assert.equal(status, 0, said);
        assert.ok(fs.existsSync(at("set")));
        assert.equal(entry.password, "old-one");
        assert.match(said, /the next update writes it there: alloy-stack up --stack prod/);
    });

    it("refuses what comes from Pulumi ESC: the stack's own value would hide it from then on", async () => {
        write("Pulumi.prod.yaml", "environment: [shared]\n");
        const { status, said } = await run(["prometheus/primary"], "new-one");
        assert.equal(status, 1);
        assert.match(said, /comes from one of the stack's Pulumi ESC environments/);
        assert.ok(!fs.existsSync(at("set")));
    });

    it("names the remotes that there are", async () => {
        const { status, said } = await run(["prometheus/nonsense"], "new-one");
        assert.equal(status, 1);
        assert.match(
            said,
            /no remote "prometheus\/nonsense"; those with a password or a token are prometheus\/primary/,
        );
    });
});
