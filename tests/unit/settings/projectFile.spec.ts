import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { ProjectKey, projectKey, withKeys } from "../../../settings/projectFile";
import { keys, metaOf } from "../../../settings/schema";

const project = path.resolve(__dirname, "../../..");
const read = (name: string) => fs.readFileSync(path.join(project, name), "utf8");

describe("Pulumi.yaml", () => {
    const text = read("Pulumi.yaml");

    it("has every key of the schema, with its type, default and description", () => {
        assert.equal(withKeys(text), text, "it is stale: npm run docs");
        const { config } = parse(text) as { config: Record<string, ProjectKey> };
        assert.deepEqual(
            Object.keys(config),
            keys.map((key) => `alloy-stack:${key}`),
        );
        assert.deepEqual(config["alloy-stack:dev"], projectKey("dev"));
    });

    it("is seen to be stale when a key says something else", () => {
        const changed = text.replace("default: false", "default: true");
        assert.notEqual(withKeys(changed), changed);
    });

    it("has no type for secrets, which the CLI would ask for in every stack, nor for remotes", () => {
        assert.deepEqual(projectKey("esoPassword").type, undefined);
        assert.deepEqual(projectKey("lokiRemotes").type, undefined);
        assert.deepEqual(projectKey("rolloutTimeout").type, "integer");
    });
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
