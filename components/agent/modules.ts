/** How a module scrapes, and what of it is sent. */
export interface ScrapedModuleArgs {
    /** How often it is scraped: from "10s" to "5m". A longer one has gaps in Prometheus. */
    interval?: string;
    /**
     * The metrics that are sent, as patterns of their whole names, such as "container_(cpu|memory)_.+". Defaults to all. "up" and
     * "scrape_*" are always sent. Goes before `drop`.
     */
    keep?: string[];
    /** The metrics that are not sent, in the same form. */
    drop?: string[];
    /**
     * The samples that one target may have at one scrape, before `keep` and `drop`. One that has more is as if it were down:
     * nothing of it is sent. Defaults to no limit.
     */
    sampleLimit?: number;
}

/** The same of a module that can be switched off. */
export interface SwitchedModuleArgs extends ScrapedModuleArgs {
    /** Collect it. Defaults to true. */
    enabled?: boolean;
}

/** A module that reads logs and can be switched off. */
export interface LogModuleArgs {
    /** Collect it. Defaults to true. */
    enabled?: boolean;
}

/** How much each module collects. What is not given is as in a stack without any of it. A change needs no restart. */
export interface ModulesArgs {
    /** The agents' own health, every 15s. Without it nothing tells whether agents run and remotes take what they get. */
    agentMetrics?: SwitchedModuleArgs;
    /** CPU, memory, disks and network of the nodes, every 15s. It is switched off by `nodeExporter`: "none". */
    nodeExporter?: ScrapedModuleArgs;
    /** Kubelets, every 30s. `drop` defaults to what their libraries measure, half of it; a list replaces that. */
    kubelet?: SwitchedModuleArgs;
    /** What each container uses, every 30s. `drop` defaults to what nobody asks for; a list replaces that. */
    cadvisor?: SwitchedModuleArgs;
    /** Nodes' journals. */
    syslog?: LogModuleArgs;
    /** A kube-state-metrics, every 15s. It is switched on by `kubeStateMetrics`. */
    kubeStateMetrics?: ScrapedModuleArgs;
    /** Block nodes, every 15s. They are switched on by `monitorBlockNode`. */
    blockNode?: ScrapedModuleArgs;
}

/** The modules that are on unless they are switched off. */
export type SwitchedModule = "agentMetrics" | "kubelet" | "cadvisor" | "syslog";

/** Whether a module is on. */
export function isOn(modules: ModulesArgs | undefined, module: SwitchedModule): boolean {
    return modules?.[module]?.enabled ?? true;
}

/** What a module scrapes by if nothing is said. */
export interface ScrapeDefaults {
    /** What its relabelling component is called. */
    name: string;
    interval?: string;
    drop?: string[];
}

/** What a module's template names. */
export interface ScrapeView {
    interval: string | undefined;
    sampleLimit: string | undefined;
    keep: string | undefined;
    drop: string | undefined;
    /** What is dropped is what always was. */
    isUsualDrop: boolean;
    /** Where samples go next. */
    receivers: string;
    /** The component that keeps and drops, for a module that has none of its own. */
    filter: { name: string; keep: string | undefined; drop: string | undefined } | undefined;
}

/** What a Prometheus makes of every scrape, whatever is scraped. */
const ofScrapes = "up|scrape_.+";

export function scrapeView(
    { interval, keep, drop, sampleLimit }: ScrapedModuleArgs,
    defaults: ScrapeDefaults,
    metricsReceivers: string,
): ScrapeView {
    const rules = {
        keep: keep && [ofScrapes, ...keep].join("|"),
        drop: pattern(drop ?? defaults.drop ?? []),
    };
    const { name } = defaults;
    const isFiltered = rules.keep !== undefined || rules.drop !== undefined;
    return {
        interval: interval ?? defaults.interval,
        sampleLimit: sampleLimit === undefined ? undefined : String(sampleLimit),
        ...rules,
        isUsualDrop: drop === undefined,
        receivers: isFiltered ? `[prometheus.relabel.${name}.receiver]` : metricsReceivers,
        filter: isFiltered ? { name, ...rules } : undefined,
    };
}

function pattern(patterns: string[]): string | undefined {
    return patterns.length > 0 ? patterns.join("|") : undefined;
}

/** Half of a kubelet's series: how long calls took in the libraries it is made of, and Kubernetes' own switches. */
const kubeletDrop = [
    "kubernetes_feature_enabled",
    "(apiextensions|apiserver|authentication|dra|go|rest_client|storage|volume|workqueue)_.+_bucket",
];

const cadvisorDrop = [
    "container_(blkio_device_usage_total|cpu_load_.+|memory_failures_total|spec_.+|tasks_state)",
];

/** What the templates of the modules that scrape name; a module that is off is undefined. */
export function moduleViews(modules: ModulesArgs, metricsReceivers: string) {
    const view = (module: Exclude<keyof ModulesArgs, "syslog">, defaults: ScrapeDefaults) =>
        scrapeView(modules[module] ?? {}, defaults, metricsReceivers);
    const kubelet = { name: "kubelet", interval: "30s", drop: kubeletDrop };
    const cadvisor = { name: "cadvisor", interval: "30s", drop: cadvisorDrop };
    return {
        agentMetrics: view("agentMetrics", { name: "alloy", interval: "15s" }),
        nodeExporter: view("nodeExporter", { name: "node_exporter" }),
        kubeStateMetrics: view("kubeStateMetrics", { name: "kube_state_metrics" }),
        blockNode: view("blockNode", { name: "block_node_server" }),
        kubelet: isOn(modules, "kubelet") ? view("kubelet", kubelet) : undefined,
        cadvisor: isOn(modules, "cadvisor") ? view("cadvisor", cadvisor) : undefined,
    };
}
