import { Context, InitializationFailed, UpdateRequest, UpdateResponse } from "../plugin";
import { containsUnknown, reveal } from "../values";
import { secondsOf } from "./annotations";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { apply, needsForce, takeOver } from "./apply";
import { untilReady } from "./await";
import { idOf } from "./createObject";
import { Unreachable } from "./kubeconfig";
import { ObjectKind } from "./objectKind";
import { objectOf } from "./readObject";
import { originOf, stateOf } from "./state";
import { cannotChange } from "./unreachable";

/** Change an object by server-side apply and wait until it is ready again. */
export async function updateObject(
    kind: ObjectKind,
    api: Api,
    request: UpdateRequest,
    context: Context,
): Promise<UpdateResponse> {
    const { urn, id, olds, news: inputs, preview = false, timeout } = request;
    if (preview && containsUnknown(inputs)) return { properties: inputs };

    const origin = originOf(kind, olds);
    const object = reveal(inputs) as KubernetesObject;
    try {
        let live = await change(kind, api, request, object, origin.fieldManager);
        if (!preview) {
            const seconds = secondsOf(timeout, object);
            live = await untilReady(api, live, object, { seconds, signal: context.signal });
        }
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
        if (error instanceof Unreachable) throw cannotChange(error);
        const live = await api.get(objectOf(kind, id)).catch((lost: unknown) => {
            const words = `update of resource "${urn}" failed: ${message}`;
            throw new Error(`${words}\nunable to get cluster state: ${(lost as Error).message}`, {
                cause: error,
            });
        });
        // As the official plugin does for a refused update too: the next update then tries again.
        const report =
            `the Kubernetes API server reported that "${idOf(live)}" failed to fully initialize or become ` +
            `live: ${message}`;
        throw new InitializationFailed(report, [report], idOf(live), stateOf(live, inputs, origin));
    }
}

/** An object that is gone is not made again, neither as a whole nor of a patch's few fields. */
async function change(
    kind: ObjectKind,
    api: Api,
    { id, preview: dryRun = false }: UpdateRequest,
    object: KubernetesObject,
    fieldManager: string,
): Promise<KubernetesObject> {
    const live = await api.get(objectOf(kind, id));
    // A patch leaves the object's other fields with whom they are.
    if (!kind.patch && !dryRun) await takeOver(api, live, fieldManager);
    const force = needsForce(live, dryRun) && { force: true };
    return apply(api, object, { fieldManager, dryRun, ...force });
}

function cannotTellYet(error: unknown): boolean {
    if (error instanceof Unreachable || error instanceof NoSuchKind) return true;
    return error instanceof ApiError && error.reason === "Forbidden";
}
