import { isMountPath } from "../validate/vault";
import { KvMount, KvVersion } from "./connection";

/** The first line of every policy that is written for a cluster: nothing else is written over. */
function firstLine(clusterName: string): string {
    return `# alloy-stack: the External Secrets Operator of the cluster ${JSON.stringify(clusterName)}`;
}

/** Whether a policy's text was written for that cluster, by this version or by one before the first line. */
export function isOurPolicy(text: string, clusterName: string): boolean {
    if (text.startsWith(`${firstLine(clusterName)}\n`)) return true;
    const [, path = ""] = /^path "(.*?)\/(?:data\/)?grafana\/alloy\//.exec(text) ?? [];
    // A policy of others may hold anything; ours never does.
    if (!isMountPath(path)) return false;
    return [KvVersion.V1, KvVersion.V2].some((version) => text === rules({ path, version }, clusterName));
}

/** Reads a cluster's entries, and what Vault notes about them, and nothing else. */
export function readPolicy(kv: KvMount, clusterName: string): string {
    return `${firstLine(clusterName)}\n${rules(kv, clusterName)}`;
}

function rules(kv: KvMount, clusterName: string): string {
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

/** One rule of a policy, in HCL. `allowed` names the only parameters that may be written, and their only values. */
export function rule(path: string, capabilities: string[], allowed?: Record<string, unknown[]>): string {
    const parameters = allowed ? ` allowed_parameters = ${hcl(allowed)}` : "";
    return `path ${JSON.stringify(path)} { capabilities = ${JSON.stringify(capabilities)}${parameters} }`;
}

function hcl(allowed: Record<string, unknown[]>): string {
    const lines = Object.entries(allowed).map(([name, values]) => `"${name}" = ${JSON.stringify(values)}`);
    return `{ ${lines.join(", ")} }`;
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
