import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer, Server } from "node:http";
import { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { probeVault, vaultIncarnation } from "../../../../components/dev/probe";

describe("which dev Vault there is", () => {
    let folder: string;
    let server: Server | undefined;
    const { PATH } = process.env;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "probe-"));
        process.env.PATH = `${folder}:/bin`;
    });
    afterEach(() => {
        process.env.PATH = PATH;
        server?.close();
        fs.rmSync(folder, { recursive: true });
    });

    /** What docker says of the container's label, or how it fails. */
    function installDocker(script: string): void {
        fs.writeFileSync(path.join(folder, "docker"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }

    /** A Vault that says this of itself, and whether it has the policy. */
    async function vault(health: object, policyStatus = 200): Promise<string> {
        server = createServer((request, response) => {
            const isHealth = request.url === "/v1/sys/health";
            response.writeHead(isHealth ? 200 : policyStatus).end(JSON.stringify(isHealth ? health : {}));
        }).listen(0, "127.0.0.1");
        await new Promise((resolve) => server?.once("listening", resolve));
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    it("is the one of the container's label", async () => {
        installDocker("echo one");
        const found = await vaultIncarnation("v", await vault({ sealed: false }));
        assert.deepEqual(found, { incarnation: "one", running: true });
    });

    it("is a new one where there is no container, and where it is sealed", async () => {
        installDocker("echo one");
        const sealed = await vaultIncarnation("v", await vault({ sealed: true }));
        assert.equal(sealed.running, false);
        assert.notEqual(sealed.incarnation, "one");
        installDocker("echo no such container >&2; exit 1");
        assert.equal((await vaultIncarnation("v", "http://127.0.0.1:2")).running, false);
    });

    it("is taken at its container's word while it does not answer", async () => {
        installDocker("echo one");
        assert.equal((await vaultIncarnation("v", "http://127.0.0.1:2")).incarnation, "one");
    });

    it("has lost what was written if the policy is gone", async () => {
        const address = await vault({ cluster_id: "c" }, 404);
        assert.deepEqual(await probeVault(address, "t", "eso-policy"), { clusterId: "c", lost: true });
        assert.deepEqual(await probeVault("http://127.0.0.1:2", "t", "eso-policy"), { lost: false });
    });
});
