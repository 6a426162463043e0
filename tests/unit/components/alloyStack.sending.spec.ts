import * as assert from "node:assert/strict";

import { AlloyStack, AlloyStackArgs } from "../../../components/index";
import { record, Registered } from "../../support/recording";

const base: AlloyStackArgs = {
    clusterName: "west",
    prometheusRemotes: [{ name: "a", url: "https://h/api/v1/write" }],
    lokiRemotes: [{ name: "b", url: "https://h/loki/api/v1/push" }],
    vault: { address: "https://vault.example.com" },
    esoLogin: { password: "p" },
};

/** The resources of a stack, by type and name. */
async function register(more: Partial<AlloyStackArgs> = {}) {
    const { registered } = await record(() => new AlloyStack("s", { ...base, ...more }), { preview: true });
    const found = (type: string, name: string): Registered => {
        const one = registered.find((resource) => resource.type.endsWith(type) && resource.name === name);
        assert.ok(one, `${type} ${name} of ${registered.map((resource) => resource.name).join()}`);
        return one;
    };
    const values = (name: string) => found(":Release", name).inputs.values as Record<string, object>;
    return { registered, found, values };
}

describe("a stack, of what its users add", () => {
    it("has own modules in the agents' ConfigMap, below the others", async () => {
        const text = 'prometheus.scrape "app" {\n\tforward_to = <% &metricsReceivers %>\n}\n';
        const { found } = await register({ extraModules: [{ name: "modules/app.alloy", text }] });
        const { data } = found(":ConfigMap", "s-agent-config").inputs as { data: Record<string, string> };
        assert.match(
            data["config.alloy"]!,
            /\n\/\/ Module: app \(modules\/app\.alloy\)\n\nprometheus\.scrape "app" \{\n\tforward_to = \[prometheus\.remote_write\.remotes\.receiver\]\n\}\n$/,
        );
    });

    it("has their values in both charts' releases, beside its own", async () => {
        const usual = await register();
        const { values } = await register({
            agentValues: { alloy: { extraEnv: [{ name: "TZ", value: "UTC" }] } },
            externalSecretsValues: { replicaCount: 2 },
        });
        const agent = values("s-agent") as { alloy: { extraEnv: { name: string }[] } };
        assert.deepEqual(
            agent.alloy.extraEnv.map(({ name }) => name),
            ["GOMEMLIMIT", "TZ"],
        );
        assert.deepEqual(
            { ...agent, alloy: undefined },
            { ...usual.values("s-agent"), alloy: undefined },
            "nothing else is changed",
        );
        const operator = "s-external-secrets";
        assert.deepEqual(values(operator), { ...usual.values(operator), replicaCount: 2 });
    });

    it("refuses what is wrong with them before anything is registered", async () => {
        await assert.rejects(
            register({
                extraModules: [{ name: "a.alloy", text: "x {" }],
                agentValues: { rbac: { create: true } },
            }),
            /agentValues\.rbac: is the stack's to decide[^]*extraModules\[0\]: a\.alloy:1: "\{" is not closed/,
        );
    });
});

describe("a stack, of how its agents send", () => {
    it("keeps the secret of an OAuth 2 client in Vault, and nowhere else", async () => {
        const oauth2 = { clientId: "id", tokenUrl: "https://login/token" };
        const { registered, found } = await register({
            lokiRemotes: [{ name: "b", url: "https://h/loki/api/v1/push", oauth2, clientSecret: "hunter2" }],
        });
        const having = registered.filter(({ inputs }) => JSON.stringify(inputs).includes("hunter2"));
        assert.deepEqual(
            having.map(({ type }) => type),
            ["vault:kv/secretV2:SecretV2"],
        );
        const { spec } = found(":ExternalSecret", "s-secrets-loki-b").inputs as {
            spec: { data: { secretKey: string }[] };
        };
        assert.deepEqual(
            spec.data.map(({ secretKey }) => secretKey),
            ["client_secret"],
        );
    });

    it("lets agents do what Alloy calls experimental only where a remote asks for it", async () => {
        const level = async (remoteWriteVersion: 1 | 2) => {
            const prometheusRemotes = [{ name: "a", url: "https://h/api/v1/write", remoteWriteVersion }];
            const { values } = await register({ prometheusRemotes });
            return (values("s-agent").alloy as { stabilityLevel?: string }).stabilityLevel;
        };
        assert.equal(await level(1), undefined);
        assert.equal(await level(2), "experimental");
    });

    it("labels and annotates pods of agents and node exporters, and the agents' account", async () => {
        const annotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/x" };
        const { found, values } = await register({
            podLabels: { team: "a" },
            podAnnotations: { "x.example/y": "z" },
            maxUnavailable: "2",
            agentServiceAccountAnnotations: annotations,
        });
        const { controller } = values("s-agent") as { controller: Record<string, unknown> };
        assert.deepEqual(controller.podLabels, { team: "a" });
        assert.deepEqual(controller.podAnnotations, { "x.example/y": "z" });
        const updateStrategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 2 } };
        assert.deepEqual(controller.updateStrategy, updateStrategy);
        const { spec } = found(":DaemonSet", "s-monitoring-node-exporter").inputs as {
            spec: { template: { metadata: object }; updateStrategy: object };
        };
        assert.deepEqual(spec.updateStrategy, updateStrategy);
        assert.deepEqual(spec.template.metadata, {
            labels: {
                team: "a",
                "app.kubernetes.io/name": "node-exporter",
                "app.kubernetes.io/part-of": "alloy-stack",
            },
            annotations: { "x.example/y": "z" },
        });
        const { metadata } = found(":ServiceAccount", "s-agent").inputs as { metadata: object };
        assert.deepEqual((metadata as { annotations?: object }).annotations, annotations);
    });

    it("leads remotes through the agents' proxy", async () => {
        const { found, values } = await register({ agentProxy: { url: "http://proxy.example.com:3128" } });
        const { data } = found(":ConfigMap", "s-agent-config").inputs as { data: Record<string, string> };
        assert.equal(data["config.alloy"]!.split("proxy_from_environment = true").length - 1, 2);
        const { extraEnv } = values("s-agent").alloy as { extraEnv: { name: string }[] };
        assert.deepEqual(
            extraEnv.map(({ name }) => name),
            ["GOMEMLIMIT", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"],
        );
    });
});
