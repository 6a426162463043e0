import type { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";
import { z } from "zod";

import { ClusterAccess, kubeConfig } from "../../settings/kubeconfig";
import { Failure } from "../failure";
import { Found, HelmRecord, ourMark } from "./found";
import { isAsGiven } from "./helmRecord";
import { StateResource } from "./pending";

type HelmSecret = KubernetesObject & { type?: string; data?: Record<string, string> };

/** What an object is found by. */
const namedObject = z.object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.object({ name: z.string(), namespace: z.string().exactOptional() }),
});

const release = "kubernetes:helm.sh/v3:Release";

/** Looks for what an interrupted update has made in the cluster. */
export class InCluster {
    private connected: Promise<KubernetesObjectApi> | undefined;

    constructor(private readonly access: ClusterAccess) {}

    async find({ type, inputs }: StateResource): Promise<Found> {
        try {
            // What only changes a few fields of an object is written once more.
            if (type.endsWith("Patch")) return { there: "replaceable" };
            const api = await (this.connected ??= connect(this.access));
            return type === release ? await findRelease(api, inputs) : await findObject(api, inputs);
        } catch (error) {
            if (error instanceof Failure) throw error;
            throw new Failure(
                `the cluster can't be asked what the killed update has made there: ${(error as Error).message}`,
                { cause: error },
            );
        }
    }
}

async function connect(access: ClusterAccess): Promise<KubernetesObjectApi> {
    const { KubernetesObjectApi: Api } = await import("@kubernetes/client-node");
    return Api.makeApiClient(await kubeConfig(access));
}

async function findObject(api: KubernetesObjectApi, inputs: Record<string, unknown>): Promise<Found> {
    const wanted = namedObject.parse(inputs);
    const found = await unlessMissing(() => api.read(wanted));
    return found ? whose(found, inputs) : { there: "nothing" };
}

/** Whether an object carries our mark and was made by Pulumi; and what the state says of such a one. */
export function whose(found: KubernetesObject, inputs: Record<string, unknown>): Found {
    const { metadata } = found;
    const [name = "", namespace] = [metadata?.name, metadata?.namespace];
    const manager = metadata?.managedFields?.find((one) => one.manager?.startsWith("pulumi"))?.manager;
    if (!manager || metadata.labels?.[ourMark.label] !== ourMark.value) {
        const at = namespace ? `-n ${namespace} ` : "";
        const kind = String(inputs.kind).toLowerCase();
        return { there: "theirs", show: `kubectl ${at}get ${kind} ${name} -o yaml --show-managed-fields` };
    }
    return {
        there: "ours",
        id: namespace ? `${namespace}/${name}` : name,
        // The provider goes on under the name by which the cluster knows whose fields these are.
        outputs: {
            ...inputs,
            __inputs: inputs,
            __initialApiVersion: inputs.apiVersion,
            __fieldManager: manager,
        },
    };
}

/**
 * A release's records are Secrets of Helm's. The release is ours if its namespace is, or if it has the chart and the values that the
 * update gave it: the namespace may be somebody else's.
 */
async function findRelease(api: KubernetesObjectApi, inputs: Record<string, unknown>): Promise<Found> {
    const [name, namespace] = [String(inputs.name), String(inputs.namespace)];
    const none = undefined;
    const selector = `owner=helm,name=${name}`;
    const { items } = await api.list<HelmSecret>("v1", "Secret", namespace, none, none, none, none, selector);
    const records = items.flatMap((secret) => recordOf(secret, name, api));
    const where = await unlessMissing(() =>
        api.read({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }),
    );
    const isOurs =
        where?.metadata?.labels?.[ourMark.label] === ourMark.value ||
        items.some((secret) => isAsGiven(secret, inputs));
    return { there: "release", records, isOurs, show: `helm -n ${namespace} status ${name}` };
}

function recordOf(secret: HelmSecret, name: string, api: KubernetesObjectApi): HelmRecord[] {
    const { version, status } = secret.metadata?.labels ?? {};
    if (secret.type !== "helm.sh/release.v1" || !version || !status) return [];
    const remove = async () => {
        await api.delete({ ...secret, apiVersion: "v1", kind: "Secret" });
    };
    return [{ name, revision: Number(version), status, remove }];
}

/** What was read; undefined where there is no such object, or no such kind of objects. */
async function unlessMissing<T>(reading: () => Promise<T>): Promise<T | undefined> {
    try {
        return await reading();
    } catch (error) {
        const { code, message } = error as Error & { code?: number };
        if (code === 404 || message.startsWith("Unrecognized API version and kind")) return undefined;
        throw error;
    }
}
