import * as assert from "node:assert/strict";

import { lookAt } from "../../../settings/lookAt";
import { parseSettings } from "../../../settings/settings";
import { parsed } from "../cli/support/commandLine";

const prod = {
    clusterName: "prod-cluster",
    vaultAddress: "https://vault.example.com",
    esoPassword: "e",
    prometheusRemotes: '["primary:https://p.example/api/v1/write:alloy"]',
    lokiRemotes: '["primary:https://l.example/loki/api/v1/push:alloy"]',
    remotePasswords: '{"prometheus/primary": "their-p", "loki/primary": "their-l"}',
};

function lookedAt(values: Record<string, string>, stack = "acme/prod") {
    const { settings } = parseSettings("alloy-stack", values, { machineIp: () => "192.0.2.10" });
    return lookAt(stack, settings);
}

describe("what a stack's outputs say to look at", () => {
    it("are in production the command that verifies, the agents, their secrets and the first queries", () => {
        assert.deepEqual(lookedAt(prod), {
            verify: "npx alloy-stack verify --stack acme/prod",
            agents: "kubectl -n grafana-alloy get pods -l app.kubernetes.io/instance=grafana-alloy -o wide",
            agentPage:
                "kubectl -n grafana-alloy port-forward daemonset/grafana-alloy 12345, then http://127.0.0.1:12345",
            configuration: "kubectl -n grafana-alloy get configmap grafana-alloy-cm -o yaml",
            secrets: "kubectl -n grafana-alloy get externalsecrets",
            metrics: 'up{job="alloy", cluster="prod-cluster"}',
            logs: '{cluster="prod-cluster"}',
        });
        assert.equal(
            parsed((lookedAt(prod).verify ?? "").replace("npx alloy-stack ", "")).stack,
            "acme/prod",
        );
    });

    it("lead to the stack's own cluster and namespace", () => {
        const { agents } = lookedAt({
            ...prod,
            kubeconfig: "~/west",
            context: "west",
            namespaces: '{"agent": "watch"}',
        });
        assert.match(agents ?? "", /^kubectl --kubeconfig ~\/west --context west -n watch get pods /);
    });

    it("name only what there is", () => {
        const metricsOnly = {
            ...prod,
            lokiRemotes: "[]",
            remotePasswords: '{"prometheus/primary": "their-p"}',
        };
        assert.ok(!("logs" in lookedAt(metricsOnly)));
        const remotes = {
            prometheusRemotes: '["open:https://p.example/api/v1/write:"]',
            lokiRemotes: "[]",
            remotePasswords: "{}",
        };
        const { clusterName } = prod;
        assert.ok(!("secrets" in lookedAt({ clusterName, ...remotes })));
        assert.deepEqual(lookedAt({ ...prod, agent: "false" }), {});
    });

    it("have Grafana for a dev stack that runs it", () => {
        const dev = { clusterName: "vm-cluster", dev: "true" };
        assert.equal(lookedAt(dev).grafana, "http://127.0.0.1:3000");
        assert.ok(!("grafana" in lookedAt({ ...dev, devServers: '["prometheus"]' })));
    });

    it("have no secret in them", () => {
        assert.doesNotMatch(JSON.stringify(lookedAt(prod)), /their-/);
    });
});
