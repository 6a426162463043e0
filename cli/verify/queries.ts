/** The agent's modules whose data can be asked for, as the files in `alloy/` are called. */
export const modules = [
    "agent-metrics",
    "node-exporter",
    "kubelet",
    "syslog",
    "block-node",
    "remotes",
] as const;

export type Module = (typeof modules)[number];

/** The language of a query, which decides which server answers it. A log query has a twin in LogsQL. */
export type Language = "promql" | "logql";

/** What a server of logs is. */
export type LogServer = "loki" | "victorialogs";

/** What every series of an answer must be, besides new: its newest value, or a counter that stands still. */
export type Expectation = "== 1" | "> 0" | "steady";

/** What may not be there with nothing wrong; whether it is, the cluster is asked. */
export type Absence = "block node" | "journal line";

/** A query that proves that a module works. */
export interface Query {
    module: Module;
    language: Language;
    /** What it shows, in a few words. */
    title: string;
    text: string;
    /** A log query in LogsQL, for a VictoriaLogs. The same text if left out. */
    logsql?: string;
    /** Which series or streams are the module's own, where a query finds others' too. All if left out. */
    counts?: (labels: Record<string, string>) => boolean;
    expects?: Expectation;
    /** Why the answer may be empty with nothing wrong: it is no failure then, unless verify is strict. */
    mayBeEmpty?: string;
    /** An empty answer is no failure while this is not there. */
    unlessAbsent?: Absence;
    /** What readers of docs/modules.md have to know about it. */
    note?: string;
}

/** Every query of docs/modules.md, in its order. */
export function queries(cluster: string): Query[] {
    return [
        ...metrics("agent-metrics", [
            { title: "Alloy is running", text: `up{job="alloy"}`, expects: "== 1" },
            { title: "Alloy internal metrics", text: `alloy_build_info{cluster="${cluster}"}` },
            { title: "Alloy component health", text: "alloy_component_controller_running_components" },
        ]),
        ...metrics("node-exporter", [
            { title: "CPU usage", text: `node_cpu_seconds_total{cluster="${cluster}"}` },
            { title: "Memory available", text: `node_memory_MemAvailable_bytes{cluster="${cluster}"}` },
            { title: "Memory in all", text: `node_memory_MemTotal_bytes{cluster="${cluster}"}` },
            { title: "Disk space available", text: `node_filesystem_avail_bytes{cluster="${cluster}"}` },
            { title: "Disk space in all", text: `node_filesystem_size_bytes{cluster="${cluster}"}` },
            { title: "Network, received", text: `node_network_receive_bytes_total{cluster="${cluster}"}` },
            { title: "Network, sent", text: `node_network_transmit_bytes_total{cluster="${cluster}"}` },
        ]),
        ...metrics("kubelet", [
            { title: "Container CPU usage", text: `container_cpu_usage_seconds_total{cluster="${cluster}"}` },
            { title: "Container memory usage", text: `container_memory_usage_bytes{cluster="${cluster}"}` },
            {
                title: "Container network, received",
                text: `container_network_receive_bytes_total{cluster="${cluster}"}`,
            },
            {
                title: "Container network, sent",
                text: `container_network_transmit_bytes_total{cluster="${cluster}"}`,
            },
            { title: "Pods on the node", text: `kubelet_running_pods{cluster="${cluster}"}` },
            { title: "Containers on the node", text: `kubelet_running_containers{cluster="${cluster}"}` },
        ]),
        ...logs("syslog", [
            {
                title: "All system logs from journald",
                text: `{cluster="${cluster}"}`,
                // Block nodes' lines are the cluster's too.
                counts: ({ job }) => job === "syslog",
                unlessAbsent: "journal line",
            },
            ...["k3s", "docker"].map((unit) => ({
                title: `Filter by systemd unit: ${unit}`,
                text: `{cluster="${cluster}", unit="${unit}.service"}`,
                mayBeEmpty: `a node may have no ${unit}.service`,
            })),
            ...["err", "warning", "info", "debug"].map((priority) => ({
                title: `Filter by priority: ${priority}`,
                text: `{cluster="${cluster}"} | priority = "${priority}"`,
                logsql: `{cluster="${cluster}"} priority:="${priority}"`,
                mayBeEmpty: "a node may write nothing with that priority",
            })),
            {
                title: "Filter by syslog identifier",
                text: `{cluster="${cluster}", syslog_identifier="kernel"}`,
                mayBeEmpty: "the kernel says something only now and then",
            },
        ]),
        ...metrics("block-node", [
            {
                title: "Block Node application metrics",
                text: `{cluster="${cluster}", namespace="block-node"}`,
                // What the kubelet tells of its containers is not its own.
                counts: ({ job }) => !job?.startsWith("integrations/kubernetes/"),
                unlessAbsent: "block node",
            },
            {
                title: "Block Node up status",
                text: `up{cluster="${cluster}", namespace="block-node"}`,
                expects: "== 1",
                unlessAbsent: "block node",
            },
        ]),
        ...logs("block-node", [
            {
                title: "Block Node pod logs",
                text: `{cluster="${cluster}", namespace="block-node"}`,
                unlessAbsent: "block node",
            },
            {
                title: "Filter Block Node logs by pod",
                text: `{cluster="${cluster}", namespace="block-node", pod=~"block-node-server.*"}`,
                unlessAbsent: "block node",
            },
            {
                title: "Search for errors in Block Node logs",
                text: `{cluster="${cluster}", namespace="block-node"} |= "error"`,
                logsql: `{cluster="${cluster}", namespace="block-node"} ~"error"`,
                mayBeEmpty: "a block node may have no error to tell of",
            },
        ]),
        ...metrics("remotes", [
            {
                title: "Samples sent to each remote",
                text: "prometheus_remote_storage_samples_total",
                expects: "> 0",
            },
            {
                title: "Samples that a remote refused: must not grow",
                text: "prometheus_remote_storage_samples_failed_total",
                expects: "steady",
                note: "prometheus_remote_storage_failed_samples_total, which is found in older instructions, does not exist",
            },
        ]),
    ];
}

/** The queries as a server of logs takes them: a VictoriaLogs does not speak LogQL. */
export function inWordsOf(server: LogServer, some: Query[]): Query[] {
    return server === "loki" ? some : some.map((query) => ({ ...query, text: query.logsql ?? query.text }));
}

/**
 * A query that finds this cluster's series only: a server that takes many clusters' has others by the same name. Their remotes'
 * own metrics have the label too, as everything that is sent.
 */
export function forCluster(query: Query, cluster: string): Query {
    if (query.language === "logql" || /\bcluster="/.test(query.text)) return query;
    const label = `cluster="${cluster}"`;
    const text = query.text.includes("{")
        ? query.text.replace("{", `{${label}, `)
        : `${query.text}{${label}}`;
    return { ...query, text };
}

type Asked = Omit<Query, "module" | "language">;

function metrics(module: Module, asked: Asked[]): Query[] {
    return asked.map((query) => ({ module, language: "promql", ...query }));
}

function logs(module: Module, asked: Asked[]): Query[] {
    return asked.map((query) => ({ module, language: "logql", ...query }));
}
