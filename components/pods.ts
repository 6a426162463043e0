import * as pulumi from "@pulumi/pulumi";

/** The namespaces that the stack makes for itself. */
export interface NamespacesArgs {
    /** The agent's, its ConfigMap's and its Secrets'. Defaults to "grafana-alloy". A change replaces what is in it. */
    agent?: pulumi.Input<string>;
    /** The External Secrets Operator's. Defaults to "external-secrets". It can't be changed while the operator is there. */
    externalSecrets?: pulumi.Input<string>;
    /** The node exporter's. Defaults to "node-exporter". A change replaces what is in it. */
    nodeExporter?: pulumi.Input<string>;
}

export type Namespaces = Required<NamespacesArgs>;

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

/** How the stack's pods are placed, and how their images are had. */
export interface PodPlacement {
    /** Which tainted nodes have an agent and a node exporter. */
    tolerations: TolerationArgs[];
    /** Secrets with a login for the images' registry, by name. They have to be in each of the stack's namespaces. */
    imagePullSecrets: string[];
    /** Where images come from that are not given one by one, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
}

/** Secrets' names as a pod lists them. */
export function pullSecrets(names: string[]): { name: string }[] {
    return names.map((name) => ({ name }));
}
