import { setTimeout as sleep } from "node:timers/promises";

import { Context, CreateRequest, CreateResponse, InitializationFailed } from "../plugin";
import { containsUnknown, reveal } from "../values";
import { secondsOf } from "./annotations";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { apply } from "./apply";
import { NotReady, untilReady } from "./await";
import { Unreachable } from "./kubeconfig";
import { ObjectKind } from "./objectKind";
import { originOf, stateOf } from "./state";
import { cannotChange } from "./unreachable";

// For a namespace or a CRD that is just being made.
const retryAfterSeconds = [1, 2, 4, 8, 16];

/** Make an object and wait until it is ready. One that is there already is not taken over. */
export async function createObject(
    kind: ObjectKind,
    api: Api,
    { urn, properties: inputs, preview = false, timeout }: CreateRequest,
    context: Context,
): Promise<CreateResponse> {
    if (preview && (kind.patch || containsUnknown(inputs))) return { id: "", properties: inputs };

    const object = reveal(inputs) as KubernetesObject;
    const origin = originOf(kind);
    let live: KubernetesObject;
    try {
        const make = () =>
            kind.patch
                ? apply(api, object, { fieldManager: origin.fieldManager, dryRun: false })
                : // A plain create: server-side apply would update an object that is there.
                  api.create(object, "pulumi-kubernetes", preview);
        live = await (preview ? make() : patiently(make, context));
    } catch (error) {
        if (preview && cannotTellYet(error)) return { id: "", properties: inputs };
        throw creationFailed(urn, kind, error as Error);
    }
    if (preview) {
        // An empty status would pass for a known one.
        delete live.status;
        return { id: "", properties: stateOf(live, inputs, origin) };
    }

    try {
        const seconds = secondsOf(timeout, object);
        live = await untilReady(api, live, object, { seconds, signal: context.signal });
    } catch (error) {
        if (!(error instanceof NotReady)) throw error;
        const message =
            `resource "${urn}" was successfully created, but the Kubernetes API server reported that it ` +
            `failed to fully initialize or become live: ${error.message}`;
        const state = stateOf(error.live, inputs, origin);
        throw new InitializationFailed(message, [message], idOf(error.live), state);
    }
    return { id: idOf(live), properties: stateOf(live, inputs, origin) };
}

export function idOf({ metadata: { namespace, name } }: KubernetesObject): string {
    return namespace ? `${namespace}/${name}` : name;
}

async function patiently(make: () => Promise<KubernetesObject>, context: Context): Promise<KubernetesObject> {
    for (const seconds of retryAfterSeconds) {
        try {
            return await make();
        } catch (error) {
            const mayCome =
                error instanceof NoSuchKind || (error instanceof ApiError && error.status === 404);
            if (!mayCome) throw error;
            context.log("info", `creation failed, trying again in ${seconds} s: ${error.message}`);
            await sleep(seconds * 1000, undefined, { signal: context.signal });
        }
    }
    return make();
}

/** What a preview can't be done for is no failure: it may be made by the same `up`, or be somebody else's. */
function cannotTellYet(error: unknown): boolean {
    if (error instanceof Unreachable || error instanceof NoSuchKind) return true;
    if (!(error instanceof ApiError)) return false;
    const { status, reason, message } = error;
    const noNamespace = status === 404 && message.startsWith("namespaces ");
    const noDryRun = status === 400 && message.includes("does not support dry run");
    return noNamespace || noDryRun || reason === "Forbidden" || reason === "AlreadyExists";
}

function creationFailed(urn: string, { apiVersion, kind }: ObjectKind, error: Error): Error {
    if (error instanceof Unreachable) return cannotChange(error);
    if (error instanceof NoSuchKind) {
        return new Error(
            `creation of resource "${urn}" with kind ${apiVersion}/${kind} failed because the Kubernetes API ` +
                "server reported that the apiVersion for this resource does not exist. Verify that any required " +
                `CRDs have been created: ${error.message}`,
        );
    }
    const isThere = error instanceof ApiError && error.reason === "AlreadyExists";
    return new Error(
        `resource "${urn}" was not successfully created by the Kubernetes API server: ${error.message}` +
            (isThere ? `\n\n${alreadyExists}` : ""),
    );
}

const alreadyExists = `The resource already exists in the cluster. This can happen when:

  - Renaming a Pulumi resource: use an alias to preserve the identity,
    or use deleteBeforeReplace if the resource needs replacement.
  - Managing an existing resource: use a Patch resource (e.g. NamespacePatch)
    to manage specific fields without owning the resource lifecycle.
  - Adopting a resource into Pulumi: use \`pulumi import\`. Note that
    protected resources (e.g. kube-system) cannot be deleted on destroy.
  - Intentional upsert: set upsertExistingObjects on the provider to allow
    server-side apply to update existing objects on create.`;
