import * as assert from "node:assert/strict";

import { Plugin } from "../plugin";
import { replays } from "../replay";
import { unknownValue } from "../values";
import { vaultPlugin } from "./plugin";
import { RecordedVault } from "./recordedVault";

describe("the vault adapter", () => {
    const recorded: RecordedVault = new RecordedVault(() => plugin);
    const plugin: Plugin = vaultPlugin(() => recorded.transport);
    replays(plugin, recorded);

    it("serves nothing but what the program uses", () => {
        assert.throws(
            () => plugin.resource("vault:index/mount:Mount"),
            /does not serve vault:index\/mount:Mount \(it serves vault:index\/authBackend:AuthBackend, /,
        );
        assert.throws(
            () => plugin.checkConfig({ skipTlsVerify: "true" }),
            /does not serve the provider's skipTlsVerify/,
        );
        const config = {
            address: unknownValue,
            token: "t",
            namespace: "n",
            skipChildToken: "true",
            version: "7.8.0",
        };
        assert.deepEqual(plugin.checkConfig(config), config);
    });
});
