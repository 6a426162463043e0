import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

import type { KubeConfig } from "@kubernetes/client-node";
import { RunError } from "@pulumi/pulumi";
import { parse } from "yaml";

/** Which cluster the Kubernetes provider deploys to. */
export interface ClusterAccess {
    /** A kubeconfig file, with "~" for the home directory. Defaults to KUBECONFIG, then to ~/.kube/config. */
    kubeconfig?: string;
    /** Defaults to the kubeconfig's current context. */
    context?: string;
}

/** The kubeconfig that leads to a cluster. */
export async function kubeConfig({ kubeconfig, context }: ClusterAccess): Promise<KubeConfig> {
    // Loaded only when there is a cluster to ask: it takes a second.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    if (kubeconfig) config.loadFromFile(existing(expandHome(kubeconfig)));
    else config.loadFromDefault();
    if (context) {
        const names = config.getContexts().map(({ name }) => `"${name}"`);
        if (!names.includes(`"${context}"`))
            throw new RunError(`has no context "${context}"; it has ${names.join(", ") || "none"}`);
        config.setCurrentContext(context);
    }
    return config;
}

/** A path with "~" for the home directory, as the provider takes it. */
export function expandHome(file: string): string {
    return file === "~" || file.startsWith("~/") ? path.join(os.homedir(), file.slice(1)) : file;
}

function existing(file: string): string {
    if (!existsSync(file)) throw new RunError(`there is no file ${file}`);
    return file;
}

/** The context that leads to the cluster: the one that is named, or the kubeconfig's current one; none if there is none. */
export function contextOf({ kubeconfig, context }: ClusterAccess): string | undefined {
    if (context) return context;
    const defaults = process.env.KUBECONFIG?.split(path.delimiter) ?? ["~/.kube/config"];
    const files = kubeconfig ? [kubeconfig] : defaults;
    for (const file of files.map(expandHome).filter((name) => existsSync(name))) {
        const { "current-context": current } = (parse(readFileSync(file, "utf8")) ?? {}) as {
            "current-context"?: string;
        };
        if (current) return current;
    }
    return undefined;
}

/** Where a cluster's API server is, and the certificate authority that vouches for it, as PEM. */
export interface ApiServer {
    address: string;
    caCertificate?: string;
}

export async function apiServer(access: ClusterAccess): Promise<ApiServer> {
    const cluster = (await kubeConfig(access)).getCurrentCluster();
    if (!cluster) throw new RunError("the kubeconfig's context names no cluster");
    const caCertificate = cluster.caFile
        ? await readFile(cluster.caFile, "utf8")
        : cluster.caData && Buffer.from(cluster.caData, "base64").toString();
    return { address: cluster.server, ...(caCertificate && { caCertificate }) };
}

/** The kubeconfig that leads to a cluster, as text; empty if there is none. */
export async function kubeconfigText(access: ClusterAccess): Promise<string> {
    const config = await kubeConfig(access).catch(() => undefined);
    return config?.exportConfig() ?? "";
}
