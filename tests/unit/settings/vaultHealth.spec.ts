import * as assert from "node:assert/strict";
import * as http from "node:http";
import { AddressInfo } from "node:net";

import { RunError } from "@pulumi/pulumi";

import { askVault, healthProblem } from "../../../settings/vaultHealth";

const address = "https://vault.example.com";
const without =
    "What runs in the cluster goes on with the secrets that it has. To remove the stack without Vault: alloy-stack destroy --without-vault";

describe("a Vault that cannot be used now", () => {
    for (const [state, problem] of [
        [{ status: 503 }, `the Vault at ${address} is sealed: have its owners unseal it. ${without}`],
        [
            { status: 501 },
            `the Vault at ${address} is not initialized: have its owners set it up. ${without}`,
        ],
        [
            { error: "ECONNREFUSED" },
            `the Vault at ${address} does not answer: ECONNREFUSED; start it, or correct alloy-stack:vaultAddress. ${without}`,
        ],
        [
            { error: "SELF_SIGNED_CERT_IN_CHAIN" },
            `the Vault at ${address} does not answer: SELF_SIGNED_CERT_IN_CHAIN; give the authority that vouches for it in alloy-stack:vaultCaCertificate. ${without}`,
        ],
        [{ status: 200 }, undefined],
        // A standby, and one that asks for a login: both answer.
        [{ status: 429 }, undefined],
        [{ status: 403 }, undefined],
    ] as const) {
        it(`is told of with what to do: ${JSON.stringify(state)}`, () => {
            assert.equal(healthProblem(state, address), problem);
        });
    }

    it("is asked before anything is planned", async () => {
        let status = 200;
        const asked: string[] = [];
        const server = http.createServer((request, response) => {
            asked.push(request.url ?? "");
            response.writeHead(status).end("{}");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        const access = { address: `http://127.0.0.1:${port}/` };
        await askVault(access);
        status = 503;
        await assert.rejects(askVault(access), (error) => {
            assert.ok(RunError.isInstance(error));
            assert.match(error.message, /is sealed: have its owners unseal it/);
            return true;
        });
        server.close();
        server.closeAllConnections();
        await assert.rejects(askVault(access), /does not answer: ECONN(REFUSED|RESET);/);
        const health = "/v1/sys/health?standbyok=true&perfstandbyok=true";
        assert.deepEqual(asked, [health, health]);
    });
});
