import { Context, InitializationFailed, UpdateRequest, UpdateResponse } from "../plugin";
import { containsUnknown, reveal } from "../values";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { apply, hasPredecessors, takeOver } from "./apply";
import { NotReady, untilReady } from "./await";
import { idOf } from "./createObject";
import { Unreachable } from "./kubeconfig";
import { ObjectKind } from "./objectKind";
import { objectOf } from "./readObject";
import { originOf, stateOf } from "./state";

const defaultTimeout = 600;

/** Change an object by server-side apply and wait until it is ready again. */
export async function updateObject(
    kind: ObjectKind,
    api: Api,
    request: UpdateRequest,
    context: Context,
): Promise<UpdateResponse> {
    const { urn, id, olds, news: inputs, preview = false, timeout: seconds = defaultTimeout } = request;
    if (preview && containsUnknown(inputs)) return { properties: inputs };

    const origin = originOf(kind, olds);
    try {
        let live = await change(kind, api, request, origin.fieldManager);
        if (!preview) live = await untilReady(api, live, { seconds, signal: context.signal });
        return { properties: stateOf(live, inputs, origin) };
    } catch (error) {
        if (preview && cannotTellYet(error)) return { properties: inputs };
        const { message } = error as Error;
        if (error instanceof NoSuchKind) {
            throw new Error(
                `update of resource "${urn}" failed because the Kubernetes API server reported that the ` +
                    "apiVersion for this resource does not exist. Verify that any required CRDs have been " +
                    `created: ${message}`,
                { cause: error },
            );
        }
        if (error instanceof Unreachable) {
            throw new Error(`configured Kubernetes cluster is unreachable: ${message}`, { cause: error });
        }
        const live =
            error instanceof NotReady ? error.live : await api.get(objectOf(kind, id)).catch(() => undefined);
        if (!live) {
            throw new Error(
                `update of resource "${urn}" failed: ${message}; if somebody has deleted the object, ` +
                    '"pulumi up --refresh" makes it again',
                { cause: error },
            );
        }
        // As the official plugin does for a refused update too: the next update then tries again.
        const report =
            `the Kubernetes API server reported that "${idOf(live)}" failed to fully initialize or become ` +
            `live: ${message}`;
        throw new InitializationFailed(report, [report], idOf(live), stateOf(live, inputs, origin), inputs);
    }
}

async function change(
    kind: ObjectKind,
    api: Api,
    { id, news, preview: dryRun = false }: UpdateRequest,
    fieldManager: string,
): Promise<KubernetesObject> {
    const object = reveal(news) as KubernetesObject;
    // A patch leaves the object's other fields with whom they are.
    if (kind.patch) return apply(api, object, { fieldManager, dryRun });
    const live = await api.get(objectOf(kind, id));
    if (dryRun)
        return apply(api, object, { fieldManager, dryRun, ...(hasPredecessors(live) && { force: true }) });
    await takeOver(api, live, fieldManager);
    return apply(api, object, { fieldManager, dryRun });
}

function cannotTellYet(error: unknown): boolean {
    if (error instanceof Unreachable || error instanceof NoSuchKind) return true;
    return error instanceof ApiError && error.reason === "Forbidden";
}
