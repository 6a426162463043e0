import * as assert from "node:assert/strict";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { readStackFiles } from "../../cli/stack/files";
import { isSecret, record, Registered, secretMark } from "../support/recording";

const project = path.resolve(__dirname, "../..");

/** Run the program of a stack under mocks and record what it registers, options included. */
async function register(
    stack: string,
    dryRun: boolean,
    offline = true,
    more: Record<string, string> = {},
): Promise<Registered[]> {
    const config = readStackFiles({ folder: project }, stack);
    const values = { "alloy-stack:offline": String(offline), "alloy-stack:nodeIp": "192.0.2.10" };
    const run = () => {
        pulumi.runtime.setAllConfig({ ...config.values, ...values, ...more });
        const program = path.join(project, "index.ts");
        Reflect.deleteProperty(require.cache, program);
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would run it once only
        require(program);
    };
    const computed = { "docker:index/remoteImage:RemoteImage": () => ({ imageId: "image" }) };
    return (await record(run, { project: config.project, stack, preview: dryRun, computed })).registered;
}

function all(resources: Registered[], type: string): Registered[] {
    return resources.filter((r) => r.type === type);
}

function only(resources: Registered[], type: string, name?: string): Registered {
    const found = resources.filter((r) => r.type === type && (!name || r.name === name));
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
};

describe("the program", () => {
    for (const dryRun of [true, false]) {
        describe(dryRun ? "in a preview" : "in an update", () => {
            let dev: Registered[];
            before(async () => (dev = await register("dev", dryRun)));

            it("has one component above everything, and every child in it", () => {
                const roots = dev.filter(({ parent }) => parent === "").map(({ type }) => type);
                const expected = [
                    "alloy-stack:index:AlloyStack",
                    "pulumi:providers:docker",
                    "pulumi:providers:kubernetes",
                ];
                assert.deepEqual(roots.sort(), expected);
            });

            it("names every child after its parent", () => {
                for (const { name, parent } of dev)
                    assert.ok(name.startsWith(parent), `${name} in ${parent}`);
            });

            it("gives every password as a secret", () => {
                assert.equal(all(dev, types.password).length, 2);
                assert.ok(all(dev, types.password).every(({ inputs }) => isSecret(inputs.dataJson)));
                assert.ok(isSecret(only(dev, types.secret).inputs.stringData));
                assert.ok(isSecret(only(dev, types.container, "vm-cluster-vault").inputs.envs));
                const { uploads } = only(dev, types.container, "vm-cluster-backend-prometheus").inputs;
                assert.ok((uploads as { content: unknown }[]).some(({ content }) => isSecret(content)));
                assert.ok(isSecret(only(dev, "pulumi:providers:vault").inputs.token));
            });

            it("has no secret in a chart's values or in the configuration", () => {
                for (const { inputs } of dev.filter(
                    ({ type }) => type === types.release || type === types.config,
                )) {
                    assert.doesNotMatch(JSON.stringify(inputs), new RegExp(secretMark));
                }
            });

            it("ties what is in the dev Vault to its container", () => {
                const inVault = dev.filter(({ type }) => type.startsWith("vault:"));
                assert.equal(inVault.length, 5);
                for (const { name, type, deletedWith, deleteBeforeReplace, trigger } of inVault) {
                    const tied = { deletedWith, deleteBeforeReplace, trigger };
                    const expected = {
                        deletedWith: "vm-cluster-vault",
                        deleteBeforeReplace: true,
                        // An entry of another owner is another one.
                        trigger: `vm-cluster-vault-id${type === types.password ? " config" : ""}`,
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
                    assert.ok(before("RemoteSecrets").includes(name));
                assert.ok(before("Store").includes("vm-cluster-external-secrets"), "the operator's release");
                assert.ok(before("Store").includes("vm-cluster-operator-login-user"));
            });

            it("finds the CRDs there before a ServiceMonitor is made", () => {
                for (const { name, parent, dependencies } of all(dev, types.serviceMonitor)) {
                    const parents = dev.find((resource) => resource.name === parent)?.dependencies ?? [];
                    assert.ok([...dependencies, ...parents].includes("vm-cluster-monitoring-crds"), name);
                }
            });

            it("leaves the CRDs behind when it is removed", () => {
                for (const name of ["vm-cluster-external-secrets", "vm-cluster-monitoring-crds"]) {
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

    // The engine sees no change between two secrets, and would leave a restarted Vault empty.
    it("is told by a plain value that a dev Vault is another one", async () => {
        const dev = await register("dev", true, false);
        for (const { trigger } of all(dev, types.password))
            assert.match(String(trigger), /^vm-cluster-vault-id /);
    });

    it("registers nothing of Docker for prod", async () => {
        const prod = await register("prod", false);
        assert.deepEqual(
            prod.filter(({ type }) => type.includes("docker")),
            [],
        );
        assert.equal(all(prod, types.password).length, 2);
    });

    it("needs no Vault and no secret without remotes, and installs the operator all the same", async () => {
        const localOnly = { "alloy-stack:prometheusRemotes": "[]", "alloy-stack:lokiRemotes": "[]" };
        const resources = await register("prod", false, true, localOnly);
        assert.deepEqual(
            resources.filter(({ type }) => type.includes("vault") || type === types.secret),
            [],
        );
        assert.deepEqual(all(resources, types.store), []);
        assert.ok(only(resources, types.release, "prod-cluster-external-secrets"));
    });
});
