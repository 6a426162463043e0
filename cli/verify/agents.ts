import { releaseName } from "../../components/agent/agent";
import { AlloyStackArgs } from "../../components/args";

/** Where a stack's agents run, and what they are called there. */
export interface AgentsPlace {
    namespace: string;
    daemonSet: string;
    /** Of their pods. */
    selector: string;
    configMap: string;
}

export function placeOfAgents({ namespaces }: Pick<AlloyStackArgs, "namespaces">): AgentsPlace {
    const { agent: namespace = "grafana-alloy" } = namespaces ?? {};
    // Nothing in a stack's configuration comes from other resources.
    if (typeof namespace !== "string") throw new Error("the agents' namespace comes from another resource");
    return {
        namespace,
        daemonSet: releaseName,
        selector: `app.kubernetes.io/instance=${releaseName}`,
        configMap: `${releaseName}-cm`,
    };
}

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

/** How many agents there should be, and how many there are. */
export interface Rollout {
    desired: number;
    ready: number;
    /** Of the present version; the others are to be replaced. */
    current: number;
}

/** What the cluster tells of the agents, and what they tell of themselves. */
export interface Agents {
    readonly place: AgentsPlace;
    /** None if there is no DaemonSet. */
    rollout(): Promise<Rollout | undefined>;
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
