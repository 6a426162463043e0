import type { CoreV1Event, KubeConfig, V1Pod } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";

/** A kubeconfig with which a cluster is asked why something does not become ready. */
export interface ExplainArgs {
    /** Its content, or a file's path. It is not kept in the state. */
    kubeconfig: pulumi.Input<string>;
    /** Defaults to the kubeconfig's current context. */
    context?: string;
}

/**
 * What a cluster says of what does not become ready, which the Kubernetes provider does not tell: events, and why pods do
 * not run. Whoever may not ask, or can't, gets no words, and no error.
 */
export class ClusterWords {
    private connected: Promise<Client> | undefined;

    constructor(private readonly args: ExplainArgs) {}

    /** The last warning about an object; a cluster's own objects have theirs in "default". */
    async lastWarning(name: string, namespace = "default"): Promise<string | undefined> {
        return this.ask(async ({ config, client: { CoreV1Api } }) => {
            const core = config.makeApiClient(CoreV1Api);
            const fieldSelector = `involvedObject.name=${name},type=Warning`;
            const { items } = await core.listNamespacedEvent({ namespace, fieldSelector });
            return items.sort((a, b) => timeOf(a) - timeOf(b)).at(-1)?.message;
        }, undefined);
    }

    /** Pods with these labels that do not run, by name, and why. */
    async podReasons(namespace: string, labelSelector: string): Promise<Record<string, string>> {
        return this.ask(async ({ config, client: { CoreV1Api } }) => {
            const core = config.makeApiClient(CoreV1Api);
            const { items } = await core.listNamespacedPod({ namespace, labelSelector });
            const reasons = items.flatMap((pod) => {
                const reason = podReason(pod);
                return reason === undefined ? [] : [[pod.metadata?.name ?? "", reason]];
            });
            return Object.fromEntries(reasons) as Record<string, string>;
        }, {});
    }

    /** Have the External Secrets Operator look at an object now. Any change of it does; this one is what its users know. */
    async askOperator({ kind, name, namespace }: { kind: string; name: string; namespace?: string }) {
        return this.ask(async ({ config, client: { KubernetesObjectApi, PatchStrategy } }) => {
            const change = {
                apiVersion: "external-secrets.io/v1",
                kind,
                metadata: {
                    name,
                    ...(namespace && { namespace }),
                    annotations: { "force-sync": new Date().toISOString() },
                },
            };
            const api = KubernetesObjectApi.makeApiClient(config);
            // Custom resources know no other kind of patch.
            const merge = PatchStrategy.MergePatch;
            await api.patch(change, undefined, undefined, undefined, undefined, merge);
        }, undefined);
    }

    private async ask<Result>(
        question: (client: Client) => Promise<Result>,
        otherwise: Result,
    ): Promise<Result> {
        try {
            return await question(await (this.connected ??= connect(this.args)));
        } catch {
            return otherwise;
        }
    }
}

/** Kubernetes' own client, and how it gets to the cluster. */
interface Client {
    client: typeof import("@kubernetes/client-node");
    config: KubeConfig;
}

async function connect({ kubeconfig: given, context }: ExplainArgs): Promise<Client> {
    // Loaded only when there is something to explain: it takes a second.
    const client = await import("@kubernetes/client-node");
    const kubeconfig = await new Promise<string>((resolve) => pulumi.output(given).apply(resolve));
    const config = new client.KubeConfig();
    if (isText(kubeconfig)) config.loadFromString(kubeconfig);
    else config.loadFromFile(kubeconfig);
    if (context) config.setCurrentContext(context);
    return { client, config };
}

/** Whether it is a kubeconfig's content, which is YAML or JSON, and no path. */
function isText(kubeconfig: string): boolean {
    return kubeconfig.includes("\n") || kubeconfig.startsWith("{");
}

function timeOf({ lastTimestamp, eventTime }: CoreV1Event): number {
    return new Date(lastTimestamp ?? eventTime ?? 0).getTime();
}

/** Why a pod does not run, in Kubernetes' words; undefined if it does, or is only starting. */
export function podReason({ metadata, status }: V1Pod): string | undefined {
    if (metadata?.deletionTimestamp) return undefined;
    const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    for (const { name, state, lastState, ready } of containers) {
        const waiting = isStarting(state?.waiting?.reason) ? undefined : state?.waiting;
        const ended = state?.terminated ?? lastState?.terminated;
        if (ready || (!waiting && !ended)) continue;
        // A container that crashes over and over is "waiting", or runs for a moment; how it ended says more.
        const last =
            ended && `it ended with ${String(ended.exitCode)}: ${ended.message ?? ended.reason ?? ""}`;
        return [`container ${name}`, waiting?.reason, waiting?.message, last].filter(Boolean).join(": ");
    }
    const failed = status?.conditions?.find(
        ({ type, status: value, message }) => type === "PodScheduled" && value === "False" && message,
    );
    return failed?.message ?? (status?.phase === "Failed" ? (status.message ?? status.reason) : undefined);
}

function isStarting(reason: string | undefined): boolean {
    return reason === undefined || ["ContainerCreating", "PodInitializing"].includes(reason);
}
