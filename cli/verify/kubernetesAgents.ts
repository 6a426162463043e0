import type { ApiextensionsV1Api, AppsV1Api, CoreV1Api, KubeConfig, V1Pod } from "@kubernetes/client-node";

import { ClusterAccess, kubeConfig } from "../../settings/kubeconfig";
import { rawGet } from "./rawGet";
import { AgentPod, Agents, AgentsPlace, Rollout } from "./agents";

const port = 12345;
const container = "alloy";

interface Clients {
    config: KubeConfig;
    core: CoreV1Api;
    apps: AppsV1Api;
    extensions: ApiextensionsV1Api;
}

/** Asks the cluster with the kubeconfig's own login, and the agents through its API server. */
export class KubernetesAgents implements Agents {
    private connected: Promise<Clients> | undefined;

    constructor(
        private readonly access: ClusterAccess,
        readonly place: AgentsPlace,
    ) {}

    async rollout(): Promise<Rollout | undefined> {
        const { apps } = await this.clients();
        const { namespace, daemonSet: name } = this.place;
        const found = await unlessMissing(apps.readNamespacedDaemonSet({ namespace, name }));
        if (!found?.status) return undefined;
        const { desiredNumberScheduled: desired, numberReady: ready } = found.status;
        return { desired, ready, current: found.status.updatedNumberScheduled ?? 0 };
    }

    async pods(): Promise<AgentPod[]> {
        const { core } = await this.clients();
        const { namespace, selector: labelSelector } = this.place;
        const { items } = await core.listNamespacedPod({ namespace, labelSelector });
        return items.map(readPod);
    }

    async config(): Promise<string | undefined> {
        const { core } = await this.clients();
        const { namespace, configMap: name } = this.place;
        const read = core.readNamespacedConfigMap({ namespace, name });
        return (await unlessMissing(read))?.data?.["config.alloy"];
    }

    async ask(pod: string, path: string): Promise<string> {
        const { config } = await this.clients();
        return rawGet(config, `api/v1/namespaces/${this.place.namespace}/pods/${pod}:${port}/proxy/${path}`);
    }

    async log(pod: string, since: Date): Promise<string> {
        const { core } = await this.clients();
        const sinceSeconds = Math.ceil((Date.now() - since.getTime()) / 1000) + 1;
        const limits = { sinceSeconds, tailLines: 2000 };
        const { namespace } = this.place;
        return core.readNamespacedPodLog({ namespace, name: pod, container, ...limits });
    }

    async hasCrd(name: string): Promise<boolean> {
        const { extensions } = await this.clients();
        const read = extensions.readCustomResourceDefinition({ name });
        return (await unlessMissing(read)) !== undefined;
    }

    async services(labelSelector: string): Promise<string[]> {
        const { core } = await this.clients();
        const { items } = await core.listServiceForAllNamespaces({ labelSelector });
        return items.map(({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`);
    }

    private clients(): Promise<Clients> {
        return (this.connected ??= connect(this.access));
    }
}

async function connect(access: ClusterAccess): Promise<Clients> {
    // Loaded only when there is something to find out: it takes a second.
    const { ApiextensionsV1Api, AppsV1Api, CoreV1Api } = await import("@kubernetes/client-node");
    const config = await kubeConfig(access);
    return {
        config,
        core: config.makeApiClient(CoreV1Api),
        apps: config.makeApiClient(AppsV1Api),
        extensions: config.makeApiClient(ApiextensionsV1Api),
    };
}

/** What was read, and nothing where there is no such object. */
async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
    try {
        return await reading;
    } catch (error) {
        if ((error as { code?: number }).code === 404) return undefined;
        throw error;
    }
}

function readPod({ metadata, status }: V1Pod): AgentPod {
    const name = metadata?.name ?? "";
    const conditions = status?.conditions ?? [];
    const ready = conditions.some(({ type, status: value }) => type === "Ready" && value === "True");
    if (ready) return { name, ready };
    const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const words = containers.flatMap(({ state, lastState }) => {
        const stopped: { reason?: string; message?: string } | undefined =
            state?.waiting ?? state?.terminated;
        // A container that crashes over and over is "waiting"; how it ended says more.
        return stopped?.reason
            ? [stopped.reason, stopped.message, lastState?.terminated?.message].filter(Boolean).join(": ")
            : [];
    });
    const failed = conditions.find(({ status: value, message }) => value === "False" && message);
    return { name, ready, reason: words[0] ?? failed?.message ?? status?.phase ?? "unknown" };
}
