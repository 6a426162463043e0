/** Where the agents run; the names are those of the release. */
export const agentNamespace = "grafana-alloy";
export const agentConfigMap = "grafana-alloy-cm";

/** An agent's pod. */
export interface AgentPod {
    name: string;
    ready: boolean;
    /** Why it is not ready, in Kubernetes' words. */
    reason?: string;
}

/** Twenty of them, those that are not ready first: what is wrong is mostly wrong with all. */
export function someOf(pods: AgentPod[]): AgentPod[] {
    return [...pods].sort((a, b) => Number(a.ready) - Number(b.ready)).slice(0, 20);
}

/** What the cluster tells of the agents, and what they tell of themselves. */
export interface Agents {
    pods(): Promise<AgentPod[]>;
    /** The ConfigMap's `config.alloy`; none if there is no ConfigMap. */
    config(): Promise<string | undefined>;
    /** An agent's answer to an HTTP request. */
    ask(pod: string, path: string): Promise<string>;
    /** What an agent has logged since then. */
    log(pod: string, since: Date): Promise<string>;
    hasCrd(name: string): Promise<boolean>;
    /** Names of the Services with these labels, in every namespace. */
    services(labels: string): Promise<string[]>;
}

/** What every block node's Service and pods are labelled with. */
export const blockNodeLabel = "app.kubernetes.io/name=block-node-server";
export const nodeExporterLabel = "app.kubernetes.io/name=node-exporter";
