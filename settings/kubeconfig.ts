import { readFile } from "node:fs/promises";

import type { KubeConfig } from "@kubernetes/client-node";

/** Which cluster the Kubernetes provider deploys to. */
export interface ClusterAccess {
    /** A kubeconfig file. Defaults to KUBECONFIG, then to ~/.kube/config. */
    kubeconfig?: string;
    /** Defaults to the kubeconfig's current context. */
    context?: string;
}

/** The kubeconfig that leads to a cluster. */
export async function kubeConfig({ kubeconfig, context }: ClusterAccess): Promise<KubeConfig> {
    // Loaded only when there is a cluster to ask: it takes a second.
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    if (kubeconfig) config.loadFromFile(kubeconfig);
    else config.loadFromDefault();
    if (context) config.setCurrentContext(context);
    return config;
}

/** Where a cluster's API server is, and the certificate authority that vouches for it, as PEM. */
export interface ApiServer {
    address: string;
    caCertificate?: string;
}

export async function apiServer(access: ClusterAccess): Promise<ApiServer> {
    const cluster = (await kubeConfig(access)).getCurrentCluster();
    if (!cluster) throw new Error("the kubeconfig's context names no cluster");
    const caCertificate = cluster.caFile
        ? await readFile(cluster.caFile, "utf8")
        : cluster.caData && Buffer.from(cluster.caData, "base64").toString();
    return { address: cluster.server, ...(caCertificate && { caCertificate }) };
}

/** What a cluster is known by, whatever it is called: the UID of its namespace kube-system. */
export async function clusterUid(access: ClusterAccess): Promise<string> {
    const { CoreV1Api } = await import("@kubernetes/client-node");
    const core = (await kubeConfig(access)).makeApiClient(CoreV1Api);
    const { metadata } = await core.readNamespace({ name: "kube-system" });
    return metadata?.uid ?? "";
}

/** The kubeconfig that leads to a cluster, as text; empty if there is none. */
export async function kubeconfigText(access: ClusterAccess): Promise<string> {
    const config = await kubeConfig(access).catch(() => undefined);
    return config?.exportConfig() ?? "";
}
