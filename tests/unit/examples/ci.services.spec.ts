import * as assert from "node:assert/strict";

import { parse } from "yaml";
import { z } from "zod";

import { ci, read, yamlFiles } from "./files";

describe("the examples for Pulumi's own services", () => {
    it("name what is there: the stack, its Secrets, and the engine's version that the program has", () => {
        const { dependencies } = z
            .object({ dependencies: z.record(z.string(), z.string()) })
            .parse(JSON.parse(read("package.json")));
        const version = dependencies["@pulumi/pulumi"] ?? "";
        const named = yamlFiles().flatMap((name) => [
            ...read(name).matchAll(/(?:pulumi-version: |pulumi\/pulumi[\w-]*:)(\d+\.\d+\.\d+)/g),
        ]);
        assert.ok(named.length >= 4);
        for (const [, one] of named) assert.equal(one, version);
    });

    it("are read as YAML: four objects for the operator, settings for Deployments", () => {
        const objects = read(ci, "operator/stack.yaml")
            .split("\n---\n")
            .map((text): unknown => parse(text));
        const kinds = z
            .array(z.object({ kind: z.string() }))
            .parse(objects)
            .map(({ kind }) => kind);
        assert.deepEqual(kinds, ["ServiceAccount", "ClusterRoleBinding", "ClusterRoleBinding", "Stack"]);
        const { spec } = z
            .object({
                spec: z.object({
                    serviceAccountName: z.literal("alloy-stack"),
                    destroyOnFinalize: z.literal(false),
                    envRefs: z.record(z.string(), z.object({ type: z.literal("Secret") })),
                }),
            })
            .parse(objects[3]);
        assert.deepEqual(Object.keys(spec.envRefs), ["PULUMI_ACCESS_TOKEN", "VAULT_TOKEN"]);
        const deployments: unknown = parse(read(ci, "deployments/Pulumi.prod.deploy.yaml"));
        const { settings } = z
            .object({ settings: z.record(z.string(), z.unknown()) })
            .strict()
            .parse(deployments);
        assert.deepEqual(Object.keys(settings).sort(), [
            "executorContext",
            "gitHub",
            "operationContext",
            "sourceContext",
        ]);
    });
});
