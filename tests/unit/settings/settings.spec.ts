import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { RemoteArgs } from "../../../components/remotes";
import { readSettings } from "../../../settings/settings";
import { certificate, privateKey } from "../../support/certificate";
import { valueOf } from "../../support/recording";
import { least, parse, prod } from "../../support/settings";

describe("a stack's settings", () => {
    it("have a default for every password in dev", async () => {
        const { settings } = parse({
            ...least,
            dev: true,
            prometheusRemotes: ["local:http://$NODE_IP:9090/api/v1/write:admin"],
        });
        const { dev, stack } = settings;
        assert.equal(dev?.nodeIp, "192.0.2.1");
        assert.deepEqual(dev.servers, ["prometheus", "loki", "grafana"]);
        const passwords = [
            dev.prometheusPassword,
            dev.logsPassword,
            stack.prometheusRemotes?.[0]?.password,
            stack.esoLogin?.password,
        ];
        assert.deepEqual(await Promise.all(passwords.map((one) => valueOf(pulumi.output(one)))), [
            "local-dev",
            "local-dev",
            "local-dev",
            "eso-password",
        ]);
        assert.equal(settings.vault, undefined, "nobody else's");
        assert.deepEqual(stack.vault, { address: "http://192.0.2.1:8200" });
    });

    it("have the passwords that are given for what a dev stack runs, also without a remote that leads to it", async () => {
        const { settings } = parse({
            ...least,
            dev: true,
            devVaultToken: "t",
            previousLogsPassword: "old",
            remotePasswords: { "prometheus/local": "one", "loki/local": "two" },
        });
        const { vaultToken, previousLogsPassword, prometheusPassword, logsPassword } = settings.dev!;
        const given = [vaultToken, previousLogsPassword, prometheusPassword, logsPassword];
        for (const one of given) assert.equal(await pulumi.isSecret(pulumi.output(one)), true);
        const values = await Promise.all(given.map((one) => valueOf(pulumi.output(one))));
        assert.deepEqual(values, ["t", "old", "one", "two"]);
    });

    it("need no Vault where no remote has a secret", () => {
        const { settings } = parse({ ...least, prometheusRemotes: ["a:http://h/api/v1/write:"] });
        assert.equal(settings.stack.vault, undefined);
        assert.equal(settings.vault, undefined);
        assert.equal(settings.dev, undefined);
    });

    it("reach somebody else's Vault at its own address, and have pods reach it at theirs", () => {
        const given = {
            ...prod,
            esoPassword: "x",
            remotePasswords: { "prometheus/primary": "one" },
            vaultAddressForPods: "https://10.0.0.5:8200",
            vaultCaCertificate: certificate,
            vaultKvMount: "kv",
            vaultKvVersion: "v1",
        };
        const { vault, stack } = parse(given).settings;
        assert.deepEqual(vault, { address: "https://vault.example.com", authority: { certificate } });
        assert.deepEqual(stack.vault, {
            address: "https://10.0.0.5:8200",
            caCertificate: certificate,
            kvMount: "kv",
            kvVersion: "v1",
            readOnly: false,
        });
    });

    it("need no way to a Vault into which nothing is written, and take all secrets from there", () => {
        const { vault, stack } = parse({ ...prod, esoPassword: "x", vaultReadOnly: true }).settings;
        assert.equal(vault, undefined);
        assert.equal(stack.vault?.readOnly, true);
        assert.equal(stack.prometheusRemotes?.[0]?.secretSource, "vault");
    });

    it("make a secret of every password, token and private key, and of nothing else", async () => {
        const { settings } = parse({
            ...prod,
            prometheusRemotes: [
                "primary:https://p.example.com/api/v1/write:alloy",
                "open:https://p.example.com/api/v1/write:",
                {
                    name: "mutual",
                    url: "https://p.example.com/api/v1/write",
                    bearerToken: true,
                    clientCertificate: certificate,
                },
            ],
            esoPassword: "two",
            remotePasswords: { "prometheus/primary": "one", "prometheus/mutual": "token" },
            remoteClientKeys: { "prometheus/mutual": privateKey },
        });
        const { prometheusRemotes = [], esoLogin } = settings.stack;
        const outputs = (remote: RemoteArgs) =>
            Object.entries(remote).flatMap(([field, value]: [string, unknown]) =>
                pulumi.Output.isInstance(value) ? [{ field, value }] : [],
            );
        assert.deepEqual(
            prometheusRemotes.map((remote) => [remote.name, ...outputs(remote).map(({ field }) => field)]),
            [["primary", "password"], ["open"], ["mutual", "bearerToken", "clientKey"]],
        );
        for (const { value } of prometheusRemotes.flatMap(outputs))
            assert.equal(await pulumi.isSecret(value), true);
        assert.equal(await pulumi.isSecret(pulumi.output(esoLogin?.password)), true);
    });

    it("take what a stack may change beside that", () => {
        const { settings } = parse({
            ...least,
            agent: false,
            externalSecrets: "existing",
            monitoringCrds: "install",
            nodeExporter: "existing",
            nodeExporterNamespaces: ["monitoring"],
            nodeExporterSelector: { "app.kubernetes.io/name": "theirs" },
            namespaces: { agent: "monitoring" },
            namespaceLabels: { team: "a" },
            agentResources: { limits: { memory: "2Gi" } },
            tolerations: [],
            rolloutTimeout: 60,
            imageMirror: "registry.example.com/mirror",
            imagePullSecrets: ["login"],
            storagePath: "/data/alloy",
            kubeconfig: "/k",
            context: "x",
            images: { alloy: "registry.example.com:5000/grafana/alloy:v1" },
            charts: { alloy: { chart: "./charts/alloy" } },
        });
        assert.deepEqual(settings, {
            cluster: { kubeconfig: "/k", context: "x" },
            auto: [],
            remotes: [],
            stack: {
                clusterName: "c",
                agent: false,
                prometheusRemotes: [],
                lokiRemotes: [],
                monitorBlockNode: false,
                checkKubeletCertificates: false,
                nodeExporter: "existing",
                nodeExporterNamespaces: ["monitoring"],
                nodeExporterSelector: { "app.kubernetes.io/name": "theirs" },
                externalSecrets: "existing",
                monitoringCrds: "install",
                namespaces: {
                    agent: "monitoring",
                    externalSecrets: "external-secrets",
                    nodeExporter: "node-exporter",
                },
                namespaceLabels: { team: "a" },
                tolerations: [],
                imagePullSecrets: ["login"],
                imageMirror: "registry.example.com/mirror",
                agentResources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "2Gi" } },
                rolloutTimeout: 60,
                storagePath: "/data/alloy",
                journal: {},
                openShift: false,
                createNamespaces: true,
                images: { alloy: "registry.example.com:5000/grafana/alloy:v1" },
                charts: { alloy: { chart: "./charts/alloy" } },
            },
        });
    });

    it("take an empty text for none, as the project's defaults are", () => {
        const none = { kubeconfig: "", context: "", vaultAddress: "", esoPassword: "", nodeIp: "" };
        assert.deepEqual(parse({ ...least, ...none }).settings.cluster, {});
    });

    it("come from Pulumi's own configuration of the project", () => {
        const ours = { "p:clusterName": "c", "p:lokiRemotes": '["a:https://h/loki/api/v1/push:"]' };
        pulumi.runtime.setAllConfig({ ...ours, "pulumi:tags": "{}", "other:clusterNam": "x" });
        const { stack, remotes } = readSettings(new pulumi.Config("p"));
        assert.deepEqual([stack.clusterName, remotes.length], ["c", 1]);
    });
});
