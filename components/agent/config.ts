import * as path from "node:path";

import { identifier, RemoteKind } from "../remotes";
import { WalArgs } from "../sending";
import { renderTemplate } from "../templates";
import { Problem } from "../validate/problem";
import { ExtraModuleArgs, ExtraModuleView, renderModule } from "./extraModule";
import { walBlock } from "./sending";
import { Collected } from "./collected";
import { JournalArgs, journalView } from "./journal";
import { KnownDestination } from "./destination";
import { stringList, stringMap } from "./values";
import { endpoint } from "./endpoint";
import { externalLabels, labelRules } from "./labels";
import { isOn, moduleViews } from "./modules";
import { annotatedView, monitorsView } from "./monitors";
import { podLogsView } from "./podLogs";

/** What the agent's configuration depends on. */
export interface ConfigInputs {
    clusterName: string;
    remotes: KnownDestination[];
    monitorBlockNode: boolean;
    checkKubeletCertificates: boolean;
    /** How the node exporter's ServiceMonitor is found; none if there is no node exporter. */
    nodeExporter?: MonitorSearch | undefined;
    journal: JournalArgs;
    dockerLogs: boolean;
    /** How the kube-state-metrics' is found; none if there is none. */
    kubeStateMetrics?: MonitorSearch | undefined;
    /** How the block node's is found. */
    blockNode: MonitorSearch;
    /** Modules of the stack's users, below all others. */
    extraModules?: ExtraModuleArgs[] | undefined;
    wal?: WalArgs | undefined;
    /** What is collected, and how it is labelled, beyond what every stack collects. */
    collected: Collected;
}

/** Where monitors are looked for. One that anybody may write elsewhere is of no interest. */
export interface MonitorSearch {
    namespaces: string[];
    labels: Record<string, string>;
}

/** Put together `config.alloy` from the modules in `alloy/`, each below a banner, in a fixed order, and the users' own. */
export function alloyConfig(inputs: ConfigInputs): string {
    return [...ownModules(inputs), ...extraModules(inputs)]
        .map(({ name, file, text }) => `// Module: ${name} (${file})\n\n${text}`)
        .join("\n");
}

function extraModules({ extraModules: modules = [], ...inputs }: ConfigInputs) {
    if (modules.length === 0) return [];
    const view = extraModuleView(inputs);
    return modules.map((module) => {
        const { name } = module;
        return { name: moduleName(name), file: name, text: `${renderModule(module, view).text.trimEnd()}\n` };
    });
}

/** What a file's module is called, as those in `alloy/` are. */
export function moduleName(file: string): string {
    return path.basename(file, ".alloy");
}

/** The modules in `alloy/` that a configuration has, filled in. */
export function ownModules(inputs: ConfigInputs): { name: string; file: string; text: string }[] {
    const view = viewOf(inputs);
    return modulesOf(inputs).map((name) => {
        const file = `${name}.alloy`;
        return { name, file, text: renderTemplate(file, view) };
    });
}

/** What the users' own modules may name. */
export function extraModuleView(inputs: ConfigInputs): ExtraModuleView {
    const { metricsReceivers, lokiRemotes } = viewOf(inputs);
    const logs = lokiRemotes.map(({ write }) => `loki.write.${write}.receiver`);
    return {
        clusterName: inputs.clusterName,
        metricsReceivers,
        logsReceivers: `[${logs.join(", ")}]`,
        lokiRemotes: lokiRemotes.map(({ write }) => ({ write })),
    };
}

/** The bytes that a ConfigMap holds at most. */
const longest = 1024 ** 2;

/** What is wrong with a configuration that no ConfigMap holds. */
export function lengthProblems(config: string): Problem[] {
    const length = Buffer.byteLength(config);
    if (length <= longest) return [];
    const found = `become a configuration of ${length} bytes, and a ConfigMap holds ${longest}`;
    return [
        { path: "prometheusRemotes", found, expected: "fewer remotes, or one that passes on what it gets" },
    ];
}

function modulesOf({
    remotes,
    nodeExporter,
    kubeStateMetrics,
    monitorBlockNode,
    collected,
}: ConfigInputs): string[] {
    const { modules } = collected;
    return [
        "core",
        ...(remotes.length > 0 ? ["remotes"] : []),
        ...(isOn(modules, "agentMetrics") ? ["agent-metrics"] : []),
        ...(nodeExporter ? ["node-exporter"] : []),
        ...(isOn(modules, "kubelet") || isOn(modules, "cadvisor") ? ["kubelet"] : []),
        ...(isOn(modules, "syslog") ? ["syslog"] : []),
        ...(monitorBlockNode ? ["block-node"] : []),
        ...(kubeStateMetrics ? ["kube-state-metrics"] : []),
        ...(collected.events && remotes.some(isLoki) ? ["events"] : []),
        ...(collected.monitors ? ["monitors"] : []),
        ...(collected.scrapeAnnotations ? ["scrape-annotations"] : []),
        ...(collected.podLogs && remotes.some(isLoki) ? ["pod-logs"] : []),
    ];
}

/** What the templates may name. Without a Prometheus remote, what is scraped is thrown away. */
function viewOf(inputs: ConfigInputs) {
    const { clusterName, remotes, checkKubeletCertificates } = inputs;
    const prometheus = remotes.filter(({ kind }) => kind === RemoteKind.Prometheus);
    const loki = remotes.filter(isLoki);
    const { labels, podLogs, monitors, scrapeAnnotations } = inputs.collected;
    const metricsReceivers = prometheus.length > 0 ? "[prometheus.remote_write.remotes.receiver]" : "[]";
    return {
        // What sends: one component for all Prometheus remotes, and one for each Loki.
        senders: [
            ...(prometheus.length > 0
                ? [
                      {
                          write: undefined,
                          labels: externalLabels({ clusterName, labels }),
                          endpoints: prometheus.map((remote) => ({
                              ...endpoint(remote),
                              labelRules: labelRules(remote, labels),
                          })),
                      },
                  ]
                : []),
            ...loki.map((remote) => ({
                write: identifier(remote),
                labels: externalLabels({ clusterName, labels, remote }),
                endpoints: [{ ...endpoint(remote), labelRules: [] }],
            })),
        ],
        metricsReceivers,
        ...moduleViews(inputs.collected.modules ?? {}, metricsReceivers),
        wal: walBlock(inputs.wal ?? {}),
        anyLoki: loki.length > 0,
        lokiRemotes: loki.map((remote, index) => ({ ...componentNames(remote), isFirst: index === 0 })),
        checkKubeletCertificates,
        ...journalView(inputs.journal),
        dockerLogs: inputs.dockerLogs,
        monitorBlockNode: inputs.monitorBlockNode,
        podLogs: podLogs && podLogsView(podLogs),
        monitors: monitors && monitorsView(monitors, metricsReceivers),
        annotated: scrapeAnnotations && annotatedView(scrapeAnnotations, metricsReceivers),
        nodeExporterNamespaces: stringList(inputs.nodeExporter?.namespaces ?? []),
        nodeExporterLabels: stringMap(inputs.nodeExporter?.labels ?? {}),
        kubeStateMetricsNamespaces: stringList(inputs.kubeStateMetrics?.namespaces ?? []),
        kubeStateMetricsLabels: stringMap(inputs.kubeStateMetrics?.labels ?? {}),
        blockNodeNamespaces: stringList(inputs.blockNode.namespaces),
        blockNodeLabels: stringMap(inputs.blockNode.labels),
    };
}

function isLoki({ kind }: KnownDestination): boolean {
    return kind === RemoteKind.Loki;
}

/** What the components that lead to one Loki are called. */
function componentNames(remote: KnownDestination) {
    const write = identifier(remote);
    return {
        write,
        syslog: `syslog_${write}`,
        blockNode: `block_node_server_${write}`,
        podLogs: `pod_logs_${write}`,
        events: `events_${write}`,
    };
}
