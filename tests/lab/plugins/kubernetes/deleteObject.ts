import { Context, DeleteRequest } from "../plugin";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { untilGone } from "./await";
import { ObjectKind } from "./objectKind";
import { objectOf } from "./readObject";
import { originOf } from "./state";

const defaultTimeout = 300;

/** Delete an object and wait until it is gone; of a patch, give up its fields and leave the object. */
export async function deleteObject(
    kind: ObjectKind,
    api: Api,
    { id, properties: state, timeout: seconds = defaultTimeout }: DeleteRequest,
    { signal }: Context,
): Promise<void> {
    try {
        const live = await api.get(objectOf(kind, id));
        if (kind.patch) {
            await relinquish(api, live, originOf(kind, state).fieldManager);
        } else {
            await api.delete(live);
            await untilGone(api, live, { seconds, signal });
        }
    } catch (error) {
        // Without its kind, an object is gone too.
        if (error instanceof NoSuchKind || (error instanceof ApiError && error.status === 404)) return;
        throw error;
    }
}

/** An apply of nothing leaves the manager without a field; what nobody else manages is removed from the object. */
async function relinquish(api: Api, live: KubernetesObject, fieldManager: string): Promise<void> {
    const { apiVersion, kind, metadata } = live;
    const { name, namespace, uid } = metadata;
    // With its uid, so that an object deleted by now is not made again.
    const identity = { name, ...(namespace && { namespace }), ...(uid && { uid }) };
    try {
        await api.apply(
            { apiVersion, kind, metadata: identity },
            { fieldManager, force: false, dryRun: false },
        );
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
