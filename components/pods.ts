/** The namespaces that the stack makes for itself. */
export interface Namespaces {
    /** The agent's, its ConfigMap's and its Secrets'. */
    agent: string;
    /** The External Secrets Operator's. */
    externalSecrets: string;
    /** The node exporter's. */
    nodeExporter: string;
}

/** A taint of nodes that pods put up with, as Kubernetes writes it. */
export interface Toleration {
    key?: string;
    /** "Exists" or "Equal". */
    operator?: string;
    value?: string;
    /** "NoSchedule", "PreferNoSchedule" or "NoExecute". */
    effect?: string;
    tolerationSeconds?: number;
}

/** What one agent may use of its node, as Kubernetes writes amounts. */
export interface AgentResources {
    requests: { cpu: string; memory: string };
    limits: { cpu?: string; memory: string };
}

/** How the stack's pods are placed, and how their images are had. */
export interface PodArgs {
    /** Which tainted nodes have an agent and a node exporter. */
    tolerations: Toleration[];
    /** Secrets with a login for the images' registry, by name. They have to be in each of the stack's namespaces. */
    imagePullSecrets: string[];
    /** Where images come from that are not given one by one, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
}

/** Secrets' names as a pod lists them. */
export function pullSecrets(names: string[]): { name: string }[] {
    return names.map((name) => ({ name }));
}

/** An amount of memory in bytes: "512Mi", "1Gi", "1G", "1000000". */
export function memoryBytes(quantity: string): number {
    const [, digits = "", unit = ""] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
    const binary = unit.endsWith("i");
    const power = ["", "k", "m", "g", "t"].indexOf(unit.replace("i", "").toLowerCase());
    return Number(digits) * (binary ? 1024 : 1000) ** power;
}
