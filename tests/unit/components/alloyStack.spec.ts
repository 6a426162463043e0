import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    AlloyStack,
    AlloyStackArgs,
    Installation,
    OptionalInstallation,
    SecretSource,
} from "../../../components/index";
import { certificate, privateKey } from "../../support/certificate";
import { record, secretMark, valueOf } from "../../support/recording";

const remote = {
    name: "local",
    url: "http://192.0.2.10:9090/api/v1/write",
    username: "admin",
    password: "hunter2-password",
};
const args: AlloyStackArgs = {
    clusterName: "west",
    prometheusRemotes: [remote],
    vault: { address: "http://192.0.2.10:8200" },
    esoLogin: { username: "eso-user", password: "hunter2-eso" },
    monitoringCrds: Installation.Install,
};

/** A stack in a preview, where nothing is waited for. */
async function register(more: Partial<AlloyStackArgs> = {}) {
    const { registered, created } = await record(() => new AlloyStack("s", { ...args, ...more }), {
        preview: true,
        computed: { "vault:index/authBackend:AuthBackend": ({ type }) => ({ path: type }) },
    });
    return { registered, stack: created };
}

describe("a stack", () => {
    it("says where its things are", async () => {
        const { stack } = await register({ lokiRemotes: [{ name: "a", url: "https://h/loki/api/v1/push" }] });
        assert.equal(await valueOf(stack.namespace), "grafana-alloy");
        assert.equal(await valueOf(stack.configMapName), "grafana-alloy-cm");
        assert.equal(await valueOf(stack.serviceAccountName), "grafana-alloy");
        assert.equal(await valueOf(stack.secretStoreName), "vault-secret-store");
        assert.deepEqual(await valueOf(stack.secretNames), ["prometheus-local"]);
        assert.deepEqual(await valueOf(stack.vaultPaths), ["grafana/alloy/west/prometheus/local"]);
        assert.equal(await valueOf(stack.ready), true);
    });

    it("hands out the passwords that were generated, as secrets, and none that was given", async () => {
        const { password, ...open } = remote;
        const generated = { ...open, secretSource: SecretSource.Generated };
        const { stack } = await register({ prometheusRemotes: [generated, { ...remote, name: "given" }] });
        const passwords = await valueOf(stack.generatedPasswords);
        assert.deepEqual(Object.keys(passwords), ["prometheus/local"]);
        assert.match(passwords["prometheus/local"]!, /^[\w-]{32}$/);
        assert.equal(await pulumi.isSecret(stack.generatedPasswords), true);
    });

    it("shows its args in the state, without the secrets in them", async () => {
        const { registered } = await register({
            lokiRemotes: [
                { name: "token", url: "https://h/x", bearerToken: "hunter2-token" },
                {
                    name: "mutual",
                    url: "https://h/x",
                    clientCertificate: certificate,
                    clientKey: privateKey,
                },
            ],
            explain: { kubeconfig: "hunter2-kubeconfig" },
        });
        const { inputs } = registered.find(({ name }) => name === "s")!;
        const { password, ...shown } = remote;
        assert.deepEqual(inputs.prometheusRemotes, [shown]);
        assert.deepEqual(inputs.esoLogin, { username: "eso-user" });
        assert.equal(inputs.explain, undefined);
        const components = registered.filter(({ type }) => type.startsWith("alloy-stack:"));
        assert.ok(components.length > 5);
        for (const one of components)
            assert.doesNotMatch(JSON.stringify(one.inputs), /hunter2|PRIVATE/, one.name);
        // Whatever comes from other resources is marked, and not shown in the open.
        assert.ok(!JSON.stringify(components.map((one) => one.inputs)).includes(secretMark));
    });

    it("needs no Vault where no remote has a secret, and installs the operator all the same", async () => {
        const { vault, esoLogin, ...rest } = args;
        const { registered } = await record(() => new AlloyStack("s", { ...rest, prometheusRemotes: [] }), {
            preview: true,
        });
        assert.ok(!registered.some(({ type }) => /vault:|external-secrets\.io|core\/v1:Secret/.test(type)));
        assert.ok(registered.some(({ name }) => name === "s-external-secrets"));
    });

    it("brings nothing that is there", async () => {
        const { registered } = await register({
            externalSecrets: Installation.Existing,
            monitoringCrds: Installation.Existing,
            nodeExporter: OptionalInstallation.Existing,
            nodeExporterNamespaces: ["monitoring"],
        });
        const releases = registered.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        assert.deepEqual(
            releases.map(({ inputs }) => inputs.name),
            ["grafana-alloy"],
        );
        const config = registered.find(({ type }) => type === "kubernetes:core/v1:ConfigMap")!;
        assert.match(JSON.stringify(config.inputs.data), /namespaces = \[\\"monitoring\\"\]/);
    });

    it("has nothing in the cluster without agents, and keeps Vault with what is in it", async () => {
        const typesOf = async (more: Partial<AlloyStackArgs>) =>
            (await register(more)).registered
                .map(({ type }) => type)
                .filter((type) => !type.startsWith("alloy-stack:"))
                .sort();
        const all = await typesOf({});
        const left = await typesOf({ agent: false });
        // What must not change in the cluster is kept in the state.
        const inCluster = (type: string) => /^(kubernetes|pulumi:index):/.test(type);
        assert.ok(all.some(inCluster));
        assert.deepEqual(left.filter(inCluster), []);
        assert.deepEqual(
            left,
            all.filter((type) => !inCluster(type)),
        );
        assert.ok(left.length > 3);
    });
});
