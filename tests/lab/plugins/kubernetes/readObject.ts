import { Properties, ReadRequest, ReadResponse } from "../plugin";
import { reveal } from "../values";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { ObjectKind } from "./objectKind";
import { originOf, prune, stateOf, withSecretsOf } from "./state";

/** The object as it is now. The inputs become what they would be had somebody wanted that. */
export async function readObject(kind: ObjectKind, api: Api, request: ReadRequest): Promise<ReadResponse> {
    const { id, properties: state = {}, inputs = {} } = request;
    if (Object.keys(inputs).length === 0) {
        throw new Error(
            `${kind.kind} "${id}" is in no state yet, and importing or getting one is not served by the lab's ` +
                "adapter for the kubernetes plugin",
        );
    }
    let live: KubernetesObject;
    try {
        live = await api.get(objectOf(kind, id));
    } catch (error) {
        // Without its kind, an object is gone too.
        if (error instanceof NoSuchKind || (error instanceof ApiError && error.status === 404)) return {};
        throw error;
    }
    const found = withSecretsOf(inputs, prune(live, reveal(inputs)) as Properties);
    return { id, properties: stateOf(live, found, originOf(kind, state)), inputs: found };
}

/** Just enough of an object to find it by. */
export function objectOf({ apiVersion, kind }: ObjectKind, id: string): KubernetesObject {
    const [name = "", namespace] = id.split("/").reverse();
    return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
}
