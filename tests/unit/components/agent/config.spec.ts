import * as assert from "node:assert/strict";

import { lengthProblems } from "../../../../components/agent/config";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "r", url: "https://h/loki/api/v1/push" };
const monitorBlockNode = true;

function modules(text: string): string[] {
    return [...text.matchAll(/^\/\/ Module: (.*) \(.*\)$/gm)].map(([, name]) => name!);
}

describe("config.alloy", () => {
    const always = ["core", "agent-metrics", "node-exporter", "kubelet", "syslog"];

    it("has the modules that are always there, and sends nowhere, without remotes", () => {
        const text = configFor([]);
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
        assert.deepEqual(modules(configFor([metrics, logs], { monitorBlockNode })), [
            core,
            "remotes",
            ...rest,
            "block-node",
        ]);
    });

    it("collects a block node's metrics only, or logs only, where there is only such a remote", () => {
        const onlyMetrics = configFor([metrics], { monitorBlockNode });
        assert.match(onlyMetrics, /servicemonitors "block_node_server"/);
        assert.doesNotMatch(onlyMetrics, /loki\.source\.file/);
        const onlyLogs = configFor([logs], { monitorBlockNode });
        assert.match(onlyLogs, /loki\.source\.file "block_node_server_r"/);
        assert.doesNotMatch(onlyLogs, /remote_write/);
    });

    it("reads the journal once for each Loki, so that one that is down holds up no other", () => {
        const text = configFor([logs, { ...logs, name: "grafana-cloud" }]);
        const sources = [...text.matchAll(/^loki\.source\.journal "(.*)"/gm)].map(([, name]) => name);
        assert.deepEqual(sources, ["syslog_r", "syslog_grafana_cloud"]);
        assert.match(text, /forward_to = \[loki\.write\.grafana_cloud\.receiver\]/);
        assert.match(text, /name = "grafana-cloud"/, "people see the name they gave");
    });

    it("says each remote's name as Alloy takes it, also one that begins with a digit", () => {
        assert.match(configFor([{ ...logs, name: "1st.x" }]), /loki\.write "_1st_x"/);
    });

    it("logs in only where there is a username", () => {
        assert.doesNotMatch(configFor([metrics, logs]), /basic_auth/);
        const file = /password_file = "\/etc\/alloy-secrets\/(.*)"/g;
        const files = [
            ...configFor([
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
        assert.match(configFor([]), /insecure_skip_verify = true/);
        const checked = configFor([], { checkKubeletCertificates: true });
        assert.doesNotMatch(checked, /insecure/);
        assert.match(checked, /ca_file = /);
    });

    it("looks for monitors in the namespaces that are named, by their labels, and nowhere else", () => {
        const nodeExporter = { namespaces: ["monitoring", "m2"], labels: { a: "b", c: 'd"' } };
        const text = configFor([metrics], { monitorBlockNode, nodeExporter });
        const searched = [
            ...text.matchAll(/^prometheus\.operator\.servicemonitors "(\w+)" \{([\s\S]*?)^\}/gm),
        ];
        assert.deepEqual(
            searched.map(([, name, body = ""]) => [
                name,
                /^\tnamespaces = (.*)$/m.exec(body)?.[1],
                /match_labels = (.*)$/m.exec(body)?.[1],
            ]),
            [
                ["node_exporter", '["monitoring", "m2"]', String.raw`{"a" = "b", "c" = "d\""}`],
                [
                    "block_node_server",
                    '["grafana-alloy"]',
                    '{"app.kubernetes.io/name" = "block-node-server"}',
                ],
            ],
        );
    });

    it("is refused where no ConfigMap holds it", () => {
        const text = configFor([metrics, logs]);
        assert.deepEqual(lengthProblems(text), []);
        assert.deepEqual(lengthProblems("é".repeat(524_288)), []);
        assert.deepEqual(lengthProblems("é".repeat(524_289)), [
            {
                path: "prometheusRemotes",
                found: "become a configuration of 1048578 bytes, and a ConfigMap holds 1048576",
                expected: "fewer remotes, or one that passes on what it gets",
            },
        ]);
    });
});
