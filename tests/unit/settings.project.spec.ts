import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { withTables } from "../../settings/document";
import { Key, keys, metaOf, schema } from "../../settings/schema";

const project = path.resolve(__dirname, "../..");
const read = (name: string) => fs.readFileSync(path.join(project, name), "utf8");

interface Entry {
    type?: string;
    items?: { type: string };
    default?: unknown;
    description?: string;
    secret?: boolean;
}

/** What Pulumi.yaml should say of a key. */
function entryOf(key: Key): Entry {
    const type = z.toJSONSchema(schema.shape[key], { io: "input" }) as Entry;
    const { description, secret } = metaOf(key);
    // Text or objects, which Pulumi has no type for; and it would ask for a secret that has a type in every stack.
    const isTyped = !secret && !key.endsWith("Remotes");
    return {
        ...(secret && { secret }),
        ...(isTyped && { type: type.type! }),
        ...(isTyped && type.items && { items: { type: type.items.type } }),
        default: type.default ?? "",
        description,
    };
}

describe("Pulumi.yaml", () => {
    const { config } = parse(read("Pulumi.yaml")) as { config: Record<string, Entry> };

    it("has every key of the schema, in its order, and no other", () => {
        assert.deepEqual(
            Object.keys(config),
            keys.map((key) => `alloy-stack:${key}`),
        );
    });

    for (const key of keys) {
        it(`says of ${key} what the schema says`, () => {
            assert.deepEqual(config[`alloy-stack:${key}`], entryOf(key));
        });
    }
});

describe("the stack files", () => {
    for (const stack of ["dev", "prod"]) {
        it(`${stack} uses no provider that the program did not make`, () => {
            const { config } = parse(read(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
            assert.deepEqual(config["pulumi:disable-default-providers"], ["*"]);
        });
    }

    it("prod has https everywhere, an authority and no password", () => {
        const text = read("Pulumi.prod.yaml");
        assert.doesNotMatch(text, /http:/);
        const { config } = parse(text) as { config: Record<string, unknown> };
        assert.ok(config["alloy-stack:vaultCaCertificate"]);
        for (const key of keys.filter((one) => metaOf(one).secret))
            assert.equal(config[`alloy-stack:${key}`], undefined, key);
    });
});

describe("docs/configuration.md", () => {
    it("has the tables that the schema gives", () => {
        const text = read("docs/configuration.md");
        assert.equal(withTables(text), text, "it is stale: npm run docs");
        for (const key of keys) assert.match(text, new RegExp(`^\\| \`${key}\` \\|`, "m"));
    });
});
