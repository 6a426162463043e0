import * as assert from "node:assert/strict";

import { replays } from "../replay";
import { unknownValue } from "../values";
import { vaultPlugin } from "./plugin";

describe("the vault stand-in", () => {
    replays(vaultPlugin());

    it("serves nothing but what the program uses", () => {
        const plugin = vaultPlugin();
        assert.throws(
            () => plugin.resource("vault:index/mount:Mount"),
            /does not serve vault:index\/mount:Mount \(it serves vault:index\/authBackend:AuthBackend, /,
        );
        assert.throws(
            () => plugin.checkConfig({ namespace: "n" }),
            /does not serve the provider's namespace/,
        );
        const config = { address: unknownValue, token: "t", skipChildToken: "true", version: "7.8.0" };
        assert.deepEqual(plugin.checkConfig(config), config);
    });

    it("says that Vault isn't there as the official plugin does", async () => {
        const plugin = vaultPlugin();
        // Nothing listens at port 2, and nothing is asked before the first operation.
        const config = { address: "http://127.0.0.1:2", token: "t", skipChildToken: "true", maxRetries: "0" };
        await plugin.configure(config);
        const policy = plugin.resource("vault:index/policy:Policy");
        const urn = "urn:pulumi:dev::alloy-stack::vault:index/policy:Policy::eso";
        const subject = { urn, name: "eso", type: "vault:index/policy:Policy", id: "eso-policy" };
        const context = { signal: new AbortController().signal, log: () => undefined };
        await assert.rejects(policy.read({ ...subject, properties: { name: "eso-policy" } }, context), {
            message:
                `refreshing ${urn}: 1 error occurred:\n\t* failed to lookup token, ` +
                'err=Get "http://127.0.0.1:2/v1/auth/token/lookup-self": ' +
                "dial tcp 127.0.0.1:2: connect: connection refused\n\n",
        });
    });
});
