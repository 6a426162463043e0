import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { NamespaceSettings, stackNamespace } from "../../../components/namespace";
import { isSecret, record, valueOf } from "../../support/recording";

/** What a namespace of a stack comes to. */
async function register(settings: Partial<NamespaceSettings> = {}) {
    const { registered, created } = await record(async () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
        const args = {
            name: "agents",
            podSecurity: "privileged" as const,
            create: true,
            labels: {},
            ...settings,
        };
        return valueOf(stackNamespace("n", args, parent));
    });
    return { registered: registered.filter(({ name }) => name !== "parent"), created };
}

describe("a stack's namespace", () => {
    it("is made with the level of pod security that its pods need, and labels of which given ones win", async () => {
        const { registered, created } = await register({
            labels: { team: "a", "pod-security.kubernetes.io/enforce": "baseline" },
        });
        assert.equal(created, "agents");
        const [namespace, ...more] = registered;
        assert.deepEqual(more, []);
        assert.ok(namespace && !namespace.read);
        assert.deepEqual(namespace.inputs.metadata, {
            name: "agents",
            labels: {
                "app.kubernetes.io/part-of": "alloy-stack",
                "pod-security.kubernetes.io/enforce": "baseline",
                team: "a",
            },
        });
    });

    it("is only read where it is somebody else's, so that it stays, with its labels", async () => {
        const { registered, created } = await register({ create: false, labels: { team: "a" } });
        assert.equal(created, "agents");
        assert.deepEqual(
            registered.map(({ type, read, id }) => ({ type, read, id })),
            [{ type: "kubernetes:core/v1:Namespace", read: true, id: "agents" }],
        );
        // As the provider finds it: a refresh that finds more says that it has changed.
        const [{ inputs } = { inputs: {} }] = registered;
        assert.deepEqual(inputs, { apiVersion: "v1", kind: "Namespace", metadata: { name: "agents" } });
    });

    for (const create of [true, false]) {
        it(`has the registry's login as a Secret, ${create ? "made with it" : "in one that is there"}`, async () => {
            const registryLogin = { server: "r.example:5000", username: "robot", password: "hunter2" };
            const { registered } = await register({ create, registryLogin });
            const { type, name, inputs, dependencies, deleteBeforeReplace } = registered[1]!;
            assert.deepEqual(
                [type, name, deleteBeforeReplace],
                ["kubernetes:core/v1:Secret", "n-registry", true],
            );
            assert.ok(dependencies.includes("n"), "the namespace is there before it");
            assert.equal((inputs.metadata as { name: string }).name, "alloy-stack-registry");
            assert.equal(inputs.type, "kubernetes.io/dockerconfigjson");
            assert.ok(isSecret(inputs.stringData));
            const { ".dockerconfigjson": config = "" } = inputs.stringData.value as Record<string, string>;
            assert.deepEqual(JSON.parse(config), {
                auths: {
                    "r.example:5000": {
                        username: "robot",
                        password: "hunter2",
                        auth: Buffer.from("robot:hunter2").toString("base64"),
                    },
                },
            });
        });
    }
});
