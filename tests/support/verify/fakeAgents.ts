import { AgentPod, Agents, placeOfAgents, Rollout } from "../../../cli/verify/agents";

/** A healthy component, as an agent's API lists it. */
export function component(localID: string, health = { state: "healthy", message: "" }): object {
    return { name: localID, type: "block", localID, moduleID: "", health };
}

/** A block of a component's debug information, as the API writes it. */
export function block(name: string, attributes: Record<string, string>): object {
    const body = Object.entries(attributes).map(([key, value]) => ({
        name: key,
        type: "attr",
        value: { type: "string", value },
    }));
    return {
        name,
        type: "block",
        body: [...body, { name: "labels", type: "attr", value: { type: "object", value: [] } }],
    };
}

const usual = [
    "prometheus.exporter.self.alloy",
    "discovery.relabel.alloy",
    "prometheus.scrape.alloy",
    "prometheus.operator.servicemonitors.node_exporter",
    "discovery.kubernetes.node",
    "prometheus.scrape.kubelet",
    "prometheus.scrape.cadvisor",
    "loki.source.journal.syslog_local",
    "prometheus.operator.servicemonitors.block_node_server",
    "loki.source.file.block_node_server_local",
    "prometheus.remote_write.remotes",
    "loki.write.local",
];

/** A cluster with one agent that has nothing wrong; each part can be changed. */
export class FakeAgents implements Agents {
    readonly place = placeOfAgents({});
    counts: Rollout | undefined = { desired: 1, ready: 1, current: 1 };
    list: AgentPod[] = [{ name: "grafana-alloy-x", ready: true }];
    text: string | undefined = [
        "agent-metrics",
        "node-exporter",
        "kubelet",
        "syslog",
        "block-node",
        "remotes",
    ]
        .map((module) => `// Module: ${module} (${module}.alloy)\n`)
        .join("\n");
    components = usual.map((id) => component(id));
    /** Debug information by component. */
    debug: Record<string, object[]> = {};
    metrics = 'loki_source_journal_target_lines_total{component_id="loki.source.journal.syslog_local"} 40\n';
    lines = "";
    crds = ["servicemonitors.monitoring.coreos.com"];
    labelled: Record<string, string[]> = {
        "app.kubernetes.io/name=node-exporter": ["node-exporter/node-exporter"],
        "app.kubernetes.io/name=block-node-server": ["block-node/block-node-server"],
    };

    rollout = () => Promise.resolve(this.counts);
    pods = () => Promise.resolve(this.list);
    config = () => Promise.resolve(this.text);
    log = () => Promise.resolve(this.lines);
    hasCrd = (name: string) => Promise.resolve(this.crds.includes(name));
    services = (labels: string) => Promise.resolve(this.labelled[labels] ?? []);

    ask(_: string, path: string): Promise<string> {
        if (path === "metrics") return Promise.resolve(this.metrics);
        const [, id] = /components\/(.+)$/.exec(path) ?? [];
        if (!id) return Promise.resolve(JSON.stringify(this.components));
        return Promise.resolve(JSON.stringify({ localID: id, debugInfo: this.debug[id] ?? [] }));
    }
}
