import * as assert from "node:assert/strict";

import { alloyConfig, ConfigInputs, refuseTooLong } from "../../../../components/agent/config";
import { Remote, RemoteKind } from "../../../../components/remotes";

const metrics: Remote = { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" };
const logs: Remote = { kind: RemoteKind.Loki, name: "r", url: "https://h/loki/api/v1/push" };

function config(remotes: Remote[], collect: Partial<ConfigInputs["collect"]> = {}): string {
    const nodeExporter = { install: true, selector: { "app.kubernetes.io/name": "node-exporter" } };
    const always = { blockNode: false, checkKubeletCertificates: false, nodeExporter };
    return alloyConfig({ clusterName: "c", remotes, collect: { ...always, ...collect } });
}

function modules(text: string): string[] {
    return [...text.matchAll(/^\/\/ Module: (.*) \(.*\)$/gm)].map(([, name]) => name!);
}

describe("config.alloy", () => {
    const always = ["core", "agent-metrics", "node-exporter", "kubelet", "syslog"];

    it("has the modules that are always there, and sends nowhere, without remotes", () => {
        const text = config([]);
        assert.deepEqual(modules(text), always);
        const receivers = [...text.matchAll(/forward_to\s+= (.*)$/gm)].map(([, to]) => to);
        assert.deepEqual([...new Set(receivers)].sort(), [
            "[]",
            "[prometheus.relabel.cadvisor.receiver]",
            "[prometheus.relabel.kubelet.receiver]",
        ]);
        assert.doesNotMatch(text, /loki\.source/, "nobody would get the journal's lines");
    });

    it("has all seven, each below a banner and in a fixed order, when all is asked for", () => {
        const [core, ...rest] = always;
        assert.deepEqual(modules(config([metrics, logs], { blockNode: true })), [
            core,
            "remotes",
            ...rest,
            "block-node",
        ]);
    });

    it("collects a block node's metrics only, or logs only, where there is only such a remote", () => {
        const onlyMetrics = config([metrics], { blockNode: true });
        assert.match(onlyMetrics, /servicemonitors "block_node_server"/);
        assert.doesNotMatch(onlyMetrics, /loki\.source\.file/);
        const onlyLogs = config([logs], { blockNode: true });
        assert.match(onlyLogs, /loki\.source\.file "block_node_server_r"/);
        assert.doesNotMatch(onlyLogs, /remote_write/);
    });

    it("reads the journal once for each Loki, so that one that is down holds up no other", () => {
        const text = config([logs, { ...logs, name: "grafana-cloud" }]);
        const sources = [...text.matchAll(/^loki\.source\.journal "(.*)"/gm)].map(([, name]) => name);
        assert.deepEqual(sources, ["syslog_r", "syslog_grafana_cloud"]);
        assert.match(text, /forward_to = \[loki\.write\.grafana_cloud\.receiver\]/);
        assert.match(text, /name = "grafana-cloud"/, "people see the name they gave");
    });

    it("says each remote's name as Alloy takes it, also one that begins with a digit", () => {
        assert.match(config([{ ...logs, name: "1st.x" }]), /loki\.write "_1st_x"/);
    });

    it("logs in only where there is a username", () => {
        assert.doesNotMatch(config([metrics, logs]), /basic_auth/);
        const file = /password_file = "\/etc\/alloy-secrets\/(.*)"/g;
        const files = [
            ...config([
                { ...metrics, username: "u" },
                { ...logs, username: "u" },
            ]).matchAll(file),
        ];
        assert.deepEqual(
            files.map(([, name]) => name),
            ["prometheus/r/password", "loki/r/password"],
        );
    });

    it("checks the kubelet's certificate when asked to, and says why not otherwise", () => {
        assert.match(config([]), /insecure_skip_verify = true/);
        const checked = config([], { checkKubeletCertificates: true });
        assert.doesNotMatch(checked, /insecure/);
        assert.match(checked, /ca_file = /);
    });

    it("is refused where no ConfigMap holds it", () => {
        const text = config([metrics, logs]);
        assert.equal(refuseTooLong(text), text);
        assert.throws(
            () => refuseTooLong("é".repeat(524_289)),
            /^Error: config\.alloy has 1048578 bytes, and a ConfigMap holds 1048576: use fewer remotes/,
        );
    });
});
