import type { CoreV1Event, KubeConfig } from "@kubernetes/client-node";

import { needsStore, Remote, secretName } from "../../components/remotes";
import { likelyCause } from "../../components/secrets/causes";
import { Awaited, Observed } from "../../components/secrets/observed";
import { isReady } from "../../components/secrets/readiness";
import { storeObject } from "../../components/secrets/secretStore";
import { ClusterAccess, kubeConfig } from "../../settings/kubeconfig";

/** The store, or one of the remotes' secrets. */
export interface SecretStanding {
    kind: Awaited["kind"];
    name: string;
    ready: boolean;
    /** Why it is not, in the operator's words, and the likely cause. */
    problem?: string;
}

/** What the cluster says of the operator's objects. */
export interface SecretReader {
    read(object: Awaited): Promise<Observed | undefined>;
    lastWarning(object: Awaited): Promise<string | undefined>;
}

/** The objects that the remotes' secrets come through: the store, and an ExternalSecret each. */
export function secretObjects(remotes: Remote[], namespace: string, store: string | undefined): Awaited[] {
    const secret = remotes.filter(needsStore);
    if (secret.length === 0) return [];
    return [
        storeObject(store),
        ...secret.map((remote) => ({ kind: "ExternalSecret" as const, name: secretName(remote), namespace })),
    ];
}

export async function secretStandings(objects: Awaited[], reader: SecretReader): Promise<SecretStanding[]> {
    return Promise.all(
        objects.map(async (object) => {
            const { kind, name } = object;
            const observed = await reader.read(object);
            if (observed && isReady(observed)) return { kind, name, ready: true };
            const said = observed
                ? complaint(observed, await reader.lastWarning(object))
                : "it does not exist: pulumi up --refresh creates it again";
            const likely = likelyCause(said);
            return { kind, name, ready: false, problem: likely ? `${said}; ${likely}` : said };
        }),
    );
}

function complaint({ status }: Observed, warning: string | undefined): string {
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    if (!ready) return "the operator has not looked at it: does it run?";
    if (ready.status === "True") return "the operator has not synced the last change";
    // Vault's answers, which are passed on in it, come in several lines.
    return [ready.reason, ready.message, warning].filter(Boolean).join(": ").replace(/\s+/g, " ");
}

/** Reads the operator's objects with a kubeconfig's own login. */
export class ClusterSecretReader implements SecretReader {
    private config: Promise<KubeConfig> | undefined;

    constructor(private readonly access: ClusterAccess) {}

    async read({ kind, name, namespace }: Awaited): Promise<Observed | undefined> {
        const { KubernetesObjectApi } = await import("@kubernetes/client-node");
        const api = KubernetesObjectApi.makeApiClient(await this.connect());
        const metadata = { name, ...(namespace && { namespace }) };
        try {
            const found = await api.read({ apiVersion: "external-secrets.io/v1", kind, metadata });
            // The client makes a Date of some times, and leaves others as they are.
            return JSON.parse(JSON.stringify(found)) as Observed;
        } catch (error) {
            const { code, message } = error as Error & { code?: number };
            if (code === 404 || message.startsWith("Unrecognized API version and kind")) return undefined;
            throw error;
        }
    }

    /** A cluster's own objects have their events in "default". Without the right to read events there are none. */
    async lastWarning({ name, namespace = "default" }: Awaited): Promise<string | undefined> {
        const { CoreV1Api } = await import("@kubernetes/client-node");
        const core = (await this.connect()).makeApiClient(CoreV1Api);
        const fieldSelector = `involvedObject.name=${name},type=Warning`;
        const { items } = await core
            .listNamespacedEvent({ namespace, fieldSelector })
            .catch((): { items: CoreV1Event[] } => ({ items: [] }));
        const time = ({ lastTimestamp, eventTime }: CoreV1Event) =>
            new Date(lastTimestamp ?? eventTime ?? 0).getTime();
        return items.sort((a, b) => time(a) - time(b)).at(-1)?.message;
    }

    private connect(): Promise<KubeConfig> {
        return (this.config ??= kubeConfig(this.access));
    }
}
