import { KvMount, KvVersion } from "./connection";

/** The policy's name in a Vault that is this stack's alone. */
export const operatorPolicy = "eso-policy";

/** The name of the policy with which a cluster's operator reads Vault, in small letters, as Vault has it. */
export function policyName(clusterName: string, shared: boolean): string {
    return (shared ? `${operatorPolicy}-${clusterName}` : operatorPolicy).toLowerCase();
}

/** Reads a cluster's entries, and what Vault notes about them, and nothing else. */
export function readPolicy(kv: KvMount, clusterName: string): string {
    return entryPaths(kv, clusterName)
        .map((path) => rule(path, ["read"]))
        .join("\n");
}

/** A cluster's whole folder in a key-value store, as policies name it. */
export function entryPaths({ path, version }: KvMount, clusterName: string): string[] {
    const folder = `grafana/alloy/${literal(clusterName)}/*`;
    const parts = version === KvVersion.V2 ? ["data/", "metadata/"] : [""];
    return parts.map((part) => `${literalPath(path)}/${part}${folder}`);
}

/** One rule of a policy, in HCL. */
export function rule(path: string, capabilities: string[]): string {
    return `path ${JSON.stringify(path)} { capabilities = ${JSON.stringify(capabilities)} }`;
}

/** A path all of whose parts stand for themselves in a policy. */
export function literalPath(path: string): string {
    return path.split("/").map(literal).join("/");
}

/**
 * A name that stands for itself in the path of a policy. Most text does, once it is quoted; what Vault reads otherwise
 * has no spelling that means just these characters: a rule with it would let the operator read other clusters' entries.
 */
export function literal(name: string): string {
    const special = /[*+/]|\$\{|\{\{|\p{Cc}/u.exec(name);
    if (special === null && !["", ".", ".."].includes(name)) return name;
    const what = special ? JSON.stringify(special[0]) : "nothing but dots";
    throw new Error(`${JSON.stringify(name)} cannot stand in a Vault policy: it has ${what}`);
}
