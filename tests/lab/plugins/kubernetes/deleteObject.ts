import { Context, DeleteRequest, InitializationFailed } from "../plugin";
import { isNotAwaitedWhenDeleted, propagationOf, secondsOf } from "./annotations";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { NotReady, untilGone } from "./await";
import { Unreachable } from "./kubeconfig";
import { ObjectKind } from "./objectKind";
import { objectOf } from "./readObject";
import { Settings } from "./settings";
import { originOf, readState, stateOf } from "./state";
import { deleteUnreachable } from "./unreachable";

/** Delete an object and wait until it is gone; of a patch, give up its fields and leave the object. */
export async function deleteObject(
    kind: ObjectKind,
    api: Api,
    settings: Settings,
    request: DeleteRequest,
    context: Context,
): Promise<void> {
    const { id, properties: state } = request;
    try {
        if (kind.patch) await relinquish(api, objectOf(kind, id), originOf(kind, state).fieldManager);
        else await remove(kind, api, request, context);
    } catch (error) {
        if (error instanceof NoSuchKind) return; // Without its kind, an object is gone too.
        if (!(error instanceof Unreachable)) throw error;
        deleteUnreachable(error, settings, context);
    }
}

async function remove(
    kind: ObjectKind,
    api: Api,
    { id, properties: state, timeout }: DeleteRequest,
    { signal, log }: Context,
): Promise<void> {
    const { inputs, live } = readState(state);
    try {
        await api.delete(objectOf(kind, id), propagationOf(inputs));
        if (isNotAwaitedWhenDeleted(inputs)) return;
        await untilGone(api, live, { seconds: secondsOf(timeout, inputs), signal });
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return;
        if (!(error instanceof NotReady)) throw error;
        const { finalizers = [] } = error.live.metadata;
        log("warning", `finalizers might be preventing deletion (${finalizers.join(", ")})`);
        const left = stateOf(error.live, inputs, originOf(kind, state));
        throw new InitializationFailed(error.message, [error.message], id, left);
    }
}

/**
 * An apply of nothing leaves the manager without a field; what nobody else manages is removed from the object. Of one
 * that is gone by now the API server takes it for a new one, and mostly refuses it: so does the official plugin then.
 */
async function relinquish(api: Api, object: KubernetesObject, fieldManager: string): Promise<void> {
    try {
        await api.apply(object, { fieldManager, force: false, dryRun: false });
    } catch (error) {
        const required =
            error instanceof ApiError && error.causes.find(({ reason }) => reason === "FieldValueRequired");
        if (!required) throw error;
        throw new Error(
            "this Patch resource is currently managing a required field, so it can't be deleted directly. " +
                "Either set the `retainOnDelete` resource option, or transfer ownership of the field before " +
                `deleting: ${required.field ?? ""}`,
            { cause: error },
        );
    }
}
