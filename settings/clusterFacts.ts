import { setTimeout as sleep } from "node:timers/promises";

import type { CoreV1Api, KubeConfig, V1Node, V1Taint } from "@kubernetes/client-node";
import { RunError } from "@pulumi/pulumi";

import { ClusterAccess, kubeConfig } from "./kubeconfig";

/** What a cluster is, as far as it decides what can be deployed to it. */
export interface ClusterFacts {
    /** What it is known by, whatever it is called: the UID of its namespace kube-system. */
    uid: string;
    /** The kinds that it serves of the groups that are asked for, as "group/version/Kind". */
    kinds: Set<string>;
    /**
     * The Helm release that brought a CRD, as "namespace/name"; empty if none did. By the CRD's name; absent if it is not there.
     * A CRD that was replaced by hand is still its release's, while Helm has the release.
     */
    owners: Map<string, string>;
    /** The namespaces that were made by a stack of this program. */
    ownNamespaces: Set<string>;
    /** Its Linux nodes, 500 at most. Empty if they may not be listed. */
    nodes: NodeFacts[];
}

export interface NodeFacts {
    name: string;
    /** Empty where there is no /etc/machine-id. */
    machineId: string;
    /** Such as "containerd://1.7.0". */
    runtime: string;
    /** Such as "Ubuntu 24.04". */
    osImage: string;
    /** Those that keep pods away. */
    taints: Pick<V1Taint, "key" | "effect">[];
}

const groupVersions = [
    ["monitoring.coreos.com", "v1"],
    ["external-secrets.io", "v1"],
    ["external-secrets.io", "v1beta1"],
] as const;

/** The CRDs whose owners are asked for, and the release with which a stack brings them. */
const releases = {
    "externalsecrets.external-secrets.io": "external-secrets",
    "servicemonitors.monitoring.coreos.com": "prometheus-operator-crds",
};

/** Ask a cluster. Without rights to all of it, fewer facts are known. Throws with the reason if it cannot be reached. */
export async function askCluster(access: ClusterAccess): Promise<ClusterFacts> {
    try {
        const config = await kubeConfig(access);
        const { CoreV1Api } = await import("@kubernetes/client-node");
        const core = config.makeApiClient(CoreV1Api);
        const answers = Promise.all([
            clusterUid(core),
            servedKinds(config),
            crdOwners(config, core),
            ownNamespaces(core),
            linuxNodes(core),
        ]);
        const [uid, kinds, owners, own, nodes] = await Promise.race([answers, noAnswer()]);
        return { uid, kinds, owners, ownNamespaces: own, nodes };
    } catch (error) {
        const { context, kubeconfig = "the kubeconfig" } = access;
        const where = context ? `the context "${context}" of ${kubeconfig}` : kubeconfig;
        throw new RunError(
            RunError.isInstance(error)
                ? `${kubeconfig}: ${error.message}`
                : `the cluster of ${where} does not answer: ${reason(error)}; start it, or correct alloy-stack:kubeconfig and alloy-stack:context`,
        );
    }
}

/** A request to an address at which nothing is would be waited for for minutes. */
async function noAnswer(seconds = 30): Promise<never> {
    await sleep(seconds * 1000, undefined, { ref: false });
    throw new Error(`no answer in ${seconds} s`);
}

async function clusterUid(core: CoreV1Api): Promise<string> {
    const { metadata } = await core.readNamespace({ name: "kube-system" });
    return metadata?.uid ?? "";
}

async function servedKinds(config: KubeConfig): Promise<Set<string>> {
    const { CustomObjectsApi } = await import("@kubernetes/client-node");
    const api = config.makeApiClient(CustomObjectsApi);
    const found = groupVersions.map(async ([group, version]) => {
        const list = await unless(404, () => api.getAPIResources({ group, version }));
        return list?.resources.map(({ kind }) => `${group}/${version}/${kind}`) ?? [];
    });
    return new Set((await Promise.all(found)).flat());
}

async function crdOwners(config: KubeConfig, core: CoreV1Api): Promise<Map<string, string>> {
    const { ApiextensionsV1Api } = await import("@kubernetes/client-node");
    const api = config.makeApiClient(ApiextensionsV1Api);
    const found = Object.entries(releases).map(async ([name, usual]) => {
        const crd = await unless([403, 404], () => api.readCustomResourceDefinition({ name }));
        if (!crd) return [];
        const annotations = crd.metadata?.annotations ?? {};
        const release = annotations["meta.helm.sh/release-name"];
        const owner = release
            ? `${annotations["meta.helm.sh/release-namespace"] ?? ""}/${release}`
            : await recordedRelease(core, usual);
        return [[name, owner] as const];
    });
    return new Map((await Promise.all(found)).flat());
}

/** A release of that name, as "namespace/name", by Helm's records; empty if there is none. */
async function recordedRelease(core: CoreV1Api, name: string): Promise<string> {
    const labelSelector = `owner=helm,name=${name}`;
    const records = await unless(403, () => core.listSecretForAllNamespaces({ labelSelector }));
    const namespace = records?.items[0]?.metadata?.namespace;
    return namespace === undefined ? "" : `${namespace}/${name}`;
}

async function ownNamespaces(core: CoreV1Api): Promise<Set<string>> {
    const labelSelector = "app.kubernetes.io/part-of=alloy-stack";
    const list = await unless(403, () => core.listNamespace({ labelSelector }));
    return new Set((list?.items ?? []).map(({ metadata }) => metadata?.name ?? ""));
}

async function linuxNodes(core: CoreV1Api): Promise<NodeFacts[]> {
    const list = await unless(403, () => core.listNode({ limit: 500 }));
    return (list?.items ?? []).filter(isLinux).map(({ metadata, spec, status }) => ({
        name: metadata?.name ?? "",
        machineId: status?.nodeInfo?.machineID ?? "",
        runtime: status?.nodeInfo?.containerRuntimeVersion ?? "",
        osImage: status?.nodeInfo?.osImage ?? "",
        taints: (spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule"),
    }));
}

function isLinux({ metadata }: V1Node): boolean {
    return (metadata?.labels?.["kubernetes.io/os"] ?? "linux") === "linux";
}

/** What a request answers; undefined for an answer with one of these codes. */
async function unless<Answer>(
    codes: number | number[],
    request: () => Promise<Answer>,
): Promise<Answer | undefined> {
    try {
        return await request();
    } catch (error) {
        if ([codes].flat().includes((error as { code?: number }).code ?? 0)) return undefined;
        throw error;
    }
}

function reason(error: unknown): string {
    const { message, cause, code } = error as Error & { cause?: Error; code?: number };
    if (code === 401 || code === 403) return `HTTP ${code}, it refuses this login`;
    return (cause?.message ?? message).split("\n")[0] ?? "";
}
