import { ProxyArgs } from "./vault/connection";

/** A taint of nodes that pods put up with, as Kubernetes writes it. */
export interface TolerationArgs {
    /** The taint's key. Defaults to every taint. */
    key?: string;
    /** "Exists" or "Equal". Defaults to "Equal". */
    operator?: string;
    /** The taint's value, for "Equal". */
    value?: string;
    /** "NoSchedule", "PreferNoSchedule" or "NoExecute". Defaults to all of them. */
    effect?: string;
    /** For how many seconds, where the effect is "NoExecute". Defaults to for ever. */
    tolerationSeconds?: number;
}

/** Amounts of CPU and memory, as Kubernetes writes them. */
export interface ResourceAmountsArgs {
    /** Example: "250m". */
    cpu?: string;
    /** Example: "512Mi". */
    memory?: string;
}

/** What one agent may use of its node. */
export interface AgentResourcesArgs {
    /** What is kept free for it. Defaults to 100m and 256Mi. */
    requests?: ResourceAmountsArgs;
    /** What it gets at most. Defaults to all CPU that is free, and 1024Mi. It is killed when it takes more memory. */
    limits?: ResourceAmountsArgs;
}

export interface AgentResources {
    requests: { cpu: string; memory: string };
    limits: { cpu?: string; memory: string };
}

/** What an agent may use, with all defaults. */
export function agentResources({ requests = {}, limits = {} }: AgentResourcesArgs): AgentResources {
    return {
        requests: { cpu: requests.cpu ?? "100m", memory: requests.memory ?? "256Mi" },
        limits: { ...(limits.cpu && { cpu: limits.cpu }), memory: limits.memory ?? "1024Mi" },
    };
}

/** SELinux options of containers, as Kubernetes writes them. */
export interface SeLinuxOptionsArgs {
    /** Defaults to what the node's container runtime says. */
    user?: string;
    /** Defaults to what the node's container runtime says. */
    role?: string;
    /** Example: "spc_t", which may read the node's files. */
    type?: string;
    /** Example: "s0:c123,c456". Defaults to what the node's container runtime says. */
    level?: string;
}

/** How the stack's pods are placed, what they may do, and how their images are had. */
export interface PodPlacement {
    /** Which tainted nodes have an agent and a node exporter. */
    tolerations: TolerationArgs[];
    /** Which nodes have them. */
    nodeSelector: Record<string, string>;
    affinity: Record<string, unknown>;
    priorityClassName?: string;
    seLinuxOptions?: SeLinuxOptionsArgs;
    /** Ask OpenShift to let them run. */
    openShift: boolean;
    /** Secrets with a login for the images' registry, by name, in each of the stack's namespaces. */
    imagePullSecrets: string[];
    /** Where images come from that are not given one by one, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
    /** More labels of agents' and node exporters' pods. */
    podLabels?: Record<string, string>;
    podAnnotations?: Record<string, string>;
    /** How many nodes, or which share of them, may be without an agent or a node exporter while these change. */
    maxUnavailable?: number | string;
    /** Between agents and remotes that name no proxy. */
    agentProxy?: ProxyArgs;
    agentServiceAccountAnnotations?: Record<string, string>;
}

/** Where there are Linux containers: agents and the operator have no others. */
export const linux = { "kubernetes.io/os": "linux" };

/** Nodes that run no DaemonSet's pods: theirs would pend for ever, and so would the update. */
export const noVirtualNodes = {
    nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
                {
                    matchExpressions: [
                        { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] },
                        { key: "type", operator: "NotIn", values: ["virtual-kubelet"] },
                    ],
                },
            ],
        },
    },
};

/**
 * What the External Secrets Operator tolerates: a control plane that is the only node, and the taints that are named. Not every
 * taint: its pods would stay on a node that is down, or come back to one that is being drained.
 */
export function operatorTolerations(tolerations: TolerationArgs[]): TolerationArgs[] {
    return [
        { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
        ...tolerations.filter(({ key }) => key !== undefined),
    ];
}

/** Secrets' names as a pod lists them. */
export function pullSecrets(names: string[]): { name: string }[] {
    return names.map((name) => ({ name }));
}
