import { JournalPriority } from "../../../components/agent/journal";
import { ScrapedModuleArgs } from "../../../components/agent/modules";
import { Multiline } from "../../../components/agent/podLogs";
import { RemoteKind } from "../../../components/remotes";
import { PlainRemote } from "../../../settings/plainRemote";
import { configFor } from "../agentConfig";
import { pairwise } from "./pairwise";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "1st.m", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l-1", url: "https://h/loki/api/v1/push" };
const labelled = { labels: { environment: "x", ip: "$1" } };

const off = { enabled: false };
const limited: ScrapedModuleArgs = { interval: "60s", keep: ["a_.+", "b"], drop: ["a_c"], sampleLimit: 9 };
const switched = [{}, off, limited, { keep: ["a"] }, { drop: [] }];

/** All that decides which modules there are, and what is in them. */
const factors = {
    prometheus: [
        [],
        [metrics],
        [
            { ...metrics, ...labelled },
            { ...metrics, name: "o" },
        ],
    ],
    loki: [
        [],
        [logs],
        [
            { ...logs, ...labelled },
            { ...logs, name: "o" },
        ],
    ],
    labels: [undefined, { environment: "all", tier: "1" }],
    agentMetrics: switched,
    kubelet: switched,
    cadvisor: switched,
    syslog: [{}, off],
    nodeExporter: [undefined, {}, limited],
    blockNode: [undefined, {}, limited],
    kubeStateMetrics: [undefined, {}, limited],
    checkKubeletCertificates: [false, true],
    dockerLogs: [false, true],
    journal: [
        {},
        {
            path: "/var/log/journal",
            units: ["k3s.service", "a*"],
            priority: JournalPriority.Err,
            maxAge: "24h",
            ...labelled,
        },
    ],
    podLogs: [
        undefined,
        {},
        { namespaces: ["a", "b"], multiline: Multiline.Indented },
        { exclude: ["k"], multiline: Multiline.Dated, podLabels: { team: "a.b/c" }, ...labelled },
    ],
    events: [false, true],
    monitors: [undefined, { namespaces: ["a"] }, { namespaces: ["a"], selector: { a: "b" }, ...limited }],
    scrapeAnnotations: [undefined, { namespaces: ["a"] }, { namespaces: ["a", "b"], ...limited }],
};

/** `config.alloy` for choices in which all that can be set meets all else. */
export function moduleCombinations(): { name: string; text: string }[] {
    return pairwise(factors).map((chosen, index) => {
        const { labels, podLogs, monitors, scrapeAnnotations } = chosen;
        const search = (name: string) => ({ namespaces: [name], labels: { app: name } });
        const modules = {
            agentMetrics: chosen.agentMetrics,
            kubelet: chosen.kubelet,
            cadvisor: chosen.cadvisor,
            syslog: chosen.syslog,
            ...(chosen.nodeExporter && { nodeExporter: chosen.nodeExporter }),
            ...(chosen.kubeStateMetrics && { kubeStateMetrics: chosen.kubeStateMetrics }),
            ...(chosen.blockNode && { blockNode: chosen.blockNode }),
        };
        const text = configFor([...chosen.prometheus, ...chosen.loki], {
            monitorBlockNode: chosen.blockNode !== undefined,
            checkKubeletCertificates: chosen.checkKubeletCertificates,
            dockerLogs: chosen.dockerLogs,
            journal: chosen.journal,
            nodeExporter: chosen.nodeExporter && search("node-exporter"),
            kubeStateMetrics: chosen.kubeStateMetrics && search("kube-state-metrics"),
            collected: {
                modules: modules,
                events: chosen.events,
                ...(labels && { labels }),
                ...(podLogs && { podLogs }),
                ...(monitors && { monitors }),
                ...(scrapeAnnotations && { scrapeAnnotations }),
            },
        });
        return { name: `combination ${index}: ${JSON.stringify(chosen)}`, text };
    });
}
