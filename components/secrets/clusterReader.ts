import { readFile } from "node:fs/promises";

import type { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";

import { Awaited, Observed, Reader } from "./readiness";

/** Which cluster to ask; the same one that the Kubernetes provider deploys to. */
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
export async function apiServer(access: ClusterAccess): Promise<{ address: string; caCertificate?: string }> {
    const cluster = (await kubeConfig(access)).getCurrentCluster();
    if (!cluster) throw new Error("the kubeconfig's context names no cluster");
    const caCertificate = cluster.caFile
        ? await readFile(cluster.caFile, "utf8")
        : cluster.caData && Buffer.from(cluster.caData, "base64").toString();
    return { address: cluster.server, ...(caCertificate && { caCertificate }) };
}

/** Reads the operator's objects in the cluster, with the kubeconfig's own login. */
export class ClusterReader implements Reader {
    private constructor(
        private readonly objects: CustomObjectsApi,
        private readonly core: CoreV1Api,
    ) {}

    static async connect(access: ClusterAccess): Promise<ClusterReader> {
        const { CoreV1Api, CustomObjectsApi } = await import("@kubernetes/client-node");
        const config = await kubeConfig(access);
        return new ClusterReader(config.makeApiClient(CustomObjectsApi), config.makeApiClient(CoreV1Api));
    }

    async read({ plural, name, namespace }: Awaited): Promise<Observed> {
        const kind = { group: "external-secrets.io", version: "v1", plural, name };
        const object: unknown = namespace
            ? await this.objects.getNamespacedCustomObject({ ...kind, namespace })
            : await this.objects.getClusterCustomObject(kind);
        return object as Observed;
    }

    /** Any change of the object makes the operator look at it; this annotation is the one that its users know. */
    async askAgain({ plural, name, namespace }: Awaited): Promise<void> {
        const { PatchStrategy, setHeaderOptions } = await import("@kubernetes/client-node");
        const kind = { group: "external-secrets.io", version: "v1", plural, name };
        const body = { metadata: { annotations: { "force-sync": new Date().toISOString() } } };
        const asMerge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
        const patch = { ...kind, body, fieldManager: "alloy-stack" };
        if (namespace) await this.objects.patchNamespacedCustomObject({ ...patch, namespace }, asMerge);
        else await this.objects.patchClusterCustomObject(patch, asMerge);
    }

    async lastWarning({ name, namespace = "default" }: Awaited): Promise<string | undefined> {
        const fieldSelector = `involvedObject.name=${name},type=Warning`;
        const { items } = await this.core.listNamespacedEvent({ namespace, fieldSelector });
        const when = (event: (typeof items)[number]) =>
            new Date(event.lastTimestamp ?? event.eventTime ?? 0).getTime();
        return items.sort((a, b) => when(a) - when(b)).at(-1)?.message;
    }
}
