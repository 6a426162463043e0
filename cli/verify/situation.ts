import { PlainRemote } from "../../settings/plainRemote";
import { AgentPod, Agents } from "./agents";
import { Component, readComponents } from "./agentApi";
import { Module, modules } from "./queries";

/** What is known of the stack when its data does not arrive. */
export interface Situation {
    agents: Agents;
    clusterName: string;
    remotes: PlainRemote[];
    /** When the run began. */
    since: Date;
}

/** An agent that could be looked into. */
export interface Look {
    pod: AgentPod;
    components: Component[];
    /** The text of its own metrics. */
    metrics: string;
    /** What it has logged in this run. */
    log: string;
}

/** Look into an agent; throws if it does not answer. */
export async function look(pod: AgentPod, { agents, since }: Situation): Promise<Look> {
    const [components, metrics, log] = await Promise.all([
        agents.ask(pod.name, "api/v0/web/components"),
        agents.ask(pod.name, "metrics"),
        agents.log(pod.name, since),
    ]);
    return { pod, components: readComponents(components), metrics, log };
}

/** Which components belong to a module. */
const componentsOf: Record<Module, RegExp> = {
    "agent-metrics": /^(prometheus\.exporter\.self|discovery\.relabel|prometheus\.scrape)\.alloy$/,
    "node-exporter": /\.node_exporter$/,
    kubelet: /^(discovery\.kubernetes\.node|prometheus\.\w+\.(kubelet|cadvisor))$/,
    syslog: /^loki\.(relabel|process|source\.journal)\.syslog(_|$)/,
    "block-node": /^(?!loki\.write\.).*\.block_node_server(_|$)/,
    remotes: /^(prometheus\.remote_write|loki\.write)\./,
};

export function belongsTo(id: string, module: Module): boolean {
    return componentsOf[module].test(id);
}

/** The modules of these, in their usual order, each once. */
export function inOrder(some: Module[]): Module[] {
    return modules.filter((module) => some.includes(module));
}
