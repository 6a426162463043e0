import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { readSettings } from "../../../settings/settings";
import { certificate, privateKey } from "../../support/certificate";
import { least, parse, prod } from "../../support/settings";

describe("a stack's settings", () => {
    it("have a default for every password in dev", () => {
        const { settings } = parse({ ...least, dev: true });
        assert.equal(settings.dev?.nodeIp, "192.0.2.1");
        assert.ok(settings.vault);
        assert.equal(settings.vault.enterprise, undefined);
    });

    it("need no Vault where no remote has a secret", () => {
        const { settings } = parse({ ...least, prometheusRemotes: ["a:http://h/api/v1/write:"] });
        assert.equal(settings.vault, undefined);
        assert.equal(settings.dev, undefined);
    });

    it("make a secret of every password, token and private key, and of nothing else", async () => {
        const remotes = [
            "primary:https://p.example.com/api/v1/write:alloy",
            "open:https://p.example.com/api/v1/write:",
            {
                name: "mutual",
                url: "https://p.example.com/api/v1/write",
                bearerToken: true,
                tls: { clientCertificate: certificate },
            },
        ];
        const { settings } = parse({
            ...prod,
            prometheusRemotes: remotes,
            operatorPassword: "two",
            remotePasswords: { "prometheus/primary": "one", "prometheus/mutual": "token" },
            remoteClientKeys: { "prometheus/mutual": privateKey },
        });
        assert.deepEqual(
            settings.remotes.map(({ remote, secrets: values }) => [remote.name, ...Object.keys(values)]),
            [["primary", "password"], ["open"], ["mutual", "token", "client_key"]],
        );
        for (const value of settings.remotes.flatMap(({ secrets: values }) => Object.values(values)))
            assert.equal(await pulumi.isSecret(value as pulumi.Output<string>), true);
    });

    it("take what a stack may change beside that", () => {
        const { settings } = parse({
            ...least,
            externalSecrets: "existing",
            monitoringCrds: "install",
            nodeExporter: "existing",
            nodeExporterSelector: { "app.kubernetes.io/name": "theirs" },
            namespaces: { agent: "monitoring" },
            agentResources: { limits: { memory: "2Gi" } },
            tolerations: [],
            imageMirror: "registry.example.com/mirror",
            imagePullSecrets: ["login"],
            storagePath: "/data/alloy",
            kubeconfig: "/k",
            context: "x",
            images: { alloy: "registry.example.com:5000/grafana/alloy:v1" },
            charts: { alloy: { chart: "./charts/alloy" } },
        });
        assert.deepEqual(settings, {
            clusterName: "c",
            remotes: [],
            collect: {
                blockNode: false,
                checkKubeletCertificates: false,
                nodeExporter: { install: false, selector: { "app.kubernetes.io/name": "theirs" } },
            },
            cluster: { kubeconfig: "/k", context: "x" },
            installExternalSecrets: false,
            installMonitoringCrds: true,
            namespaces: {
                agent: "monitoring",
                externalSecrets: "external-secrets",
                nodeExporter: "node-exporter",
            },
            pods: {
                tolerations: [],
                imagePullSecrets: ["login"],
                imageMirror: "registry.example.com/mirror",
            },
            agentResources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "2Gi" } },
            storagePath: "/data/alloy",
            offline: false,
            images: { alloy: "registry.example.com:5000/grafana/alloy:v1" },
            charts: { alloy: { chart: "./charts/alloy" } },
        });
    });

    it("take an empty text for none, as the project's defaults are", () => {
        const none = { kubeconfig: "", context: "", vaultAddress: "", operatorPassword: "", nodeIp: "" };
        assert.deepEqual(parse({ ...least, ...none }).settings.cluster, {});
    });

    it("come from Pulumi's own configuration of the project", () => {
        const ours = { "p:clusterName": "c", "p:lokiRemotes": '["a:https://h/loki/api/v1/push:"]' };
        pulumi.runtime.setAllConfig({ ...ours, "pulumi:tags": "{}", "other:clusterNam": "x" });
        const { clusterName, remotes } = readSettings(new pulumi.Config("p"));
        assert.deepEqual([clusterName, remotes.length], ["c", 1]);
    });
});
