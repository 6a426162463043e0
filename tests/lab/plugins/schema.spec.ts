import * as assert from "node:assert/strict";
import * as fs from "node:fs";

import { dockerPlugin } from "./docker/plugin";
import { kubernetesPlugin } from "./kubernetes/plugin";
import { schemaOf } from "./schema";
import { vaultPlugin } from "./vault/plugin";

interface Schema {
    version: string;
    provider: { inputProperties: Record<string, { type: string }> };
}

describe("an adapter's schema", () => {
    for (const plugin of [dockerPlugin(), kubernetesPlugin(), vaultPlugin()])
        it(`${plugin.name}: has inputs of the official provider, with its types`, () => {
            const { version, provider } = JSON.parse(schemaOf(plugin)) as Schema;
            assert.equal(version, plugin.version);
            const declared = fs.readFileSync(require.resolve(`@pulumi/${plugin.name}/provider.d.ts`), "utf8");
            const args = declared.slice(declared.indexOf("interface ProviderArgs"));
            for (const [name, { type }] of Object.entries(provider.inputProperties)) {
                const official = new RegExp(`^ +${name}\\?: pulumi\\.Input<(\\w+)`, "m").exec(args)?.[1];
                assert.equal(type === "integer" ? "number" : type, official, name);
            }
            assert.ok(Object.keys(provider.inputProperties).length > 0);
        });
});
