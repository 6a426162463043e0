import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { registerStack } from "../support/program";
import { isSecret, Registered, secretMark, valueOf } from "../support/recording";

function all(resources: Registered[], type: string): Registered[] {
    return resources.filter((r) => r.type === type && !r.read);
}

function only(resources: Registered[], type: string, name?: string): Registered {
    const found = all(resources, type).filter((r) => !name || r.name === name);
    assert.equal(found.length, 1, `${type} ${name ?? ""}: ${found.length} of ${resources.length}`);
    return found[0]!;
}

const types = {
    container: "docker:index/container:Container",
    release: "kubernetes:helm.sh/v3:Release",
    password: "vault:kv/secretV2:SecretV2",
    secret: "kubernetes:core/v1:Secret",
    externalSecret: "kubernetes:external-secrets.io/v1:ExternalSecret",
    store: "kubernetes:external-secrets.io/v1:ClusterSecretStore",
    config: "kubernetes:core/v1:ConfigMap",
    serviceMonitor: "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
    vaultProvider: "pulumi:providers:vault",
};

function rootsOf(resources: Registered[]): string[] {
    return resources.flatMap(({ type, name, parent }) => (parent === "" ? [`${type} ${name}`] : [])).sort();
}

/** The providers that resources of a package use. */
function providersOf(resources: Registered[], pkg: string): string[] {
    const ours = resources.filter(({ type }) => type.startsWith(`${pkg}:`));
    return [...new Set(ours.map(({ provider }) => provider))];
}

describe("the program", () => {
    for (const preview of [true, false]) {
        describe(`for dev, in ${preview ? "a preview" : "an update"}`, () => {
            let dev: Registered[];
            before(async () => ({ registered: dev } = await registerStack("dev", {}, { preview })));

            it("has a component for what every cluster has and one for what runs in Docker, and every child in one", () => {
                assert.deepEqual(rootsOf(dev), [
                    "alloy-stack:index:AlloyStack alloy-stack",
                    "alloy-stack:index:DevEnvironment dev",
                    "pulumi:providers:docker docker",
                    "pulumi:providers:kubernetes kubernetes",
                ]);
                for (const { name, parent } of dev)
                    assert.ok(name.startsWith(parent), `${name} in ${parent}`);
            });

            it("uses no provider but its own, and the dev Vault's for Vault", () => {
                assert.deepEqual(providersOf(dev, "kubernetes"), ["kubernetes"]);
                assert.deepEqual(providersOf(dev, "docker"), ["docker"]);
                assert.deepEqual(providersOf(dev, "vault"), ["dev-vault-provider"]);
            });

            it("gives every password as a secret", () => {
                assert.equal(all(dev, types.password).length, 2);
                assert.ok(all(dev, types.password).every(({ inputs }) => isSecret(inputs.dataJson)));
                assert.ok(isSecret(only(dev, "vault:generic/endpoint:Endpoint").inputs.dataJson));
                assert.ok(isSecret(only(dev, types.secret).inputs.stringData));
                assert.ok(isSecret(only(dev, types.container, "dev-vault").inputs.envs));
                const { uploads } = only(dev, types.container, "dev-prometheus").inputs;
                assert.ok((uploads as { content: unknown }[]).some(({ content }) => isSecret(content)));
                assert.ok(isSecret(only(dev, types.vaultProvider).inputs.token));
            });

            it("has no secret in a chart's values, in the configuration or in a component's args", () => {
                const open = dev.filter(
                    ({ type }) =>
                        type === types.release || type === types.config || type.startsWith("alloy-stack:"),
                );
                assert.ok(open.length > 10);
                const passwords = new RegExp(`${secretMark}|local-dev|devtoken|eso-password`);
                for (const { name, inputs } of open)
                    assert.doesNotMatch(JSON.stringify(inputs), passwords, name);
            });

            it("ties what is in the dev Vault to its container", () => {
                const inVault = dev.filter(({ type }) => type.startsWith("vault:"));
                assert.equal(inVault.length, 5);
                for (const {
                    name,
                    type,
                    deletedWith,
                    deleteBeforeReplace,
                    retainOnDelete,
                    trigger,
                } of inVault) {
                    const tied = { deletedWith, deleteBeforeReplace, retainOnDelete, trigger };
                    const expected = {
                        deletedWith: "dev-vault",
                        deleteBeforeReplace: true,
                        // What is kept would be in the way of what is written again.
                        retainOnDelete: false,
                        // Secrets from elsewhere are another entry.
                        trigger: `dev-vault-id${type === types.password ? " config" : ""}`,
                    };
                    assert.deepEqual(tied, expected, name);
                }
            });

            // A component waits for what it depends on, and its children wait for it; when it is removed, the other
            // way round.
            it("starts the agent after the ExternalSecrets are there, and these after the store and the password", () => {
                const before = (type: string) => only(dev, `alloy-stack:index:${type}`).dependencies;
                for (const { name, dependencies } of all(dev, types.externalSecret)) {
                    assert.ok(before("Agent").includes(name));
                    assert.ok(dependencies.includes(only(dev, types.store).name));
                }
                for (const { name } of all(dev, types.password))
                    assert.ok(before("ExternalSecrets").includes(name));
                const beforeStore = before("SecretStore");
                assert.ok(beforeStore.includes("alloy-stack-external-secrets"), "the operator's release");
                assert.ok(beforeStore.includes("alloy-stack-operator-login-user"));
            });

            it("finds the CRDs there before a ServiceMonitor is made", () => {
                assert.equal(all(dev, types.serviceMonitor).length, 2);
                for (const { name, parent, dependencies } of all(dev, types.serviceMonitor)) {
                    const parents = dev.find((resource) => resource.name === parent)?.dependencies ?? [];
                    assert.ok([...dependencies, ...parents].includes("alloy-stack-monitoring-crds"), name);
                }
            });

            it("leaves the CRDs behind when it is removed", () => {
                for (const name of ["alloy-stack-external-secrets", "alloy-stack-monitoring-crds"]) {
                    const { crds } = only(dev, types.release, name).inputs.values as { crds: unknown };
                    assert.deepEqual(crds, { annotations: { "helm.sh/resource-policy": "keep" } });
                }
            });

            it("lets the agent read no Secret, no ConfigMap and nothing through a kubelet's proxy", () => {
                const { rules } = only(dev, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole").inputs;
                const resources = (rules as { resources: string[] }[]).flatMap((rule) => rule.resources);
                assert.ok(resources.includes("nodes/metrics"));
                for (const forbidden of ["secrets", "configmaps", "nodes/proxy", "*"])
                    assert.ok(!resources.includes(forbidden), forbidden);
            });
        });
    }

    it("reads whether the secrets have arrived in an update, and not in a preview", async () => {
        const readings = async (preview: boolean) =>
            (await registerStack("dev", {}, { preview })).registered.filter(
                ({ read, type }) => read && type.startsWith("kubernetes:"),
            );
        assert.deepEqual(await readings(true), []);
        const ids = (await readings(false)).map(({ id }) => id);
        assert.deepEqual([...new Set(ids)].sort(), [
            "grafana-alloy/loki-local",
            "grafana-alloy/prometheus-local",
            "vault-secret-store",
        ]);
    });

    it("has the dev servers ask for the password that a remote called local has, also for a generated one", async () => {
        const secretSources = JSON.stringify({ "prometheus/local": "generated" });
        const { registered, created } = await registerStack("dev", { secretSources });
        const entry = only(registered, types.password, "alloy-stack-passwords-prometheus-local");
        const { value } = entry.inputs.dataJson as { value: string };
        const { password } = JSON.parse(value) as { password: string };
        const { prometheus, logs } = created;
        assert.deepEqual(await valueOf(prometheus!), {
            url: "http://127.0.0.1:9090",
            username: "admin",
            password,
        });
        assert.equal((await valueOf(logs!)).password, "local-dev");
        for (const login of [prometheus, logs]) assert.equal(await pulumi.isSecret(login!), true);
    });

    it("has no Docker for prod, and the provider of a Vault of somebody else's without a token", async () => {
        const { registered: prod, created } = await registerStack("prod");
        assert.deepEqual(rootsOf(prod), [
            "alloy-stack:index:AlloyStack alloy-stack",
            "pulumi:providers:kubernetes kubernetes",
            "pulumi:providers:vault vault",
        ]);
        assert.ok(!prod.some(({ type }) => type.includes("docker")));
        assert.deepEqual(providersOf(prod, "vault"), ["vault"]);
        assert.equal(all(prod, types.password).length, 2);
        assert.equal(only(prod, types.vaultProvider).inputs.token, undefined, "no token in the state");
        assert.deepEqual([created.prometheus, created.logs], [undefined, undefined]);
        assert.ok(prod.every(({ deletedWith, trigger }) => deletedWith === "" && trigger !== "dev-vault-id"));
    });

    it("needs no Vault provider where nothing is written", async () => {
        const { registered } = await registerStack("prod", { vaultReadOnly: "true" });
        assert.ok(!registered.some(({ type }) => /vault:/.test(type)));
        assert.equal(all(registered, types.externalSecret).length, 2);
    });

    it("needs no Vault and no secret without remotes, and installs the operator all the same", async () => {
        const localOnly = { prometheusRemotes: "[]", lokiRemotes: "[]" };
        const { registered } = await registerStack("prod", { ...localOnly, vaultAddress: "" });
        assert.ok(!registered.some(({ type }) => type.includes("vault") || type === types.secret));
        assert.deepEqual(all(registered, types.store), []);
        assert.ok(only(registered, types.release, "alloy-stack-external-secrets"));
    });
});
