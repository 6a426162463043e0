import { Context, InitializationFailed, Properties, ReadRequest, ReadResponse } from "../plugin";
import { reveal } from "../values";
import { Api, ApiError, KubernetesObject, NoSuchKind } from "./api";
import { isAsRead } from "./await";
import { Unreachable } from "./kubeconfig";
import { ObjectKind } from "./objectKind";
import { Settings } from "./settings";
import { originOf, prune, stateOf, withSecretsOf } from "./state";
import { readUnreachable } from "./unreachable";

/** The object as it is now. The inputs become what they would be had somebody wanted that. */
export async function readObject(
    kind: ObjectKind,
    api: Api,
    settings: Settings,
    request: ReadRequest,
    context: Context,
): Promise<ReadResponse> {
    const { id, properties: state = {}, inputs = {} } = request;
    const isGet = Object.keys(inputs).length === 0;
    const served = isGet ? inputFields(kind, id) : [];
    // Of what says itself what it is, as in a refresh, the official plugin tells as inputs no more than that.
    const fields = state.kind === undefined ? served : [];
    let live: KubernetesObject;
    try {
        live = await api.get(objectOf(kind, id));
    } catch (error) {
        // Without its kind, an object is gone too.
        if (error instanceof NoSuchKind || (error instanceof ApiError && error.status === 404)) return {};
        if (!(error instanceof Unreachable)) throw error;
        readUnreachable(error, settings, context);
        return {};
    }
    const wanted = isGet ? inputsOf(live, fields) : (reveal(inputs) as KubernetesObject);
    if (isGet)
        return {
            id,
            properties: stateOf(live, wanted, originOf(kind)),
            inputs: wanted,
        };
    const found = withSecretsOf(inputs, prune(live, wanted) as Properties);
    const properties = stateOf(live, found, originOf(kind, state));
    if (isAsRead(live, wanted)) return { id, properties, inputs: found };
    // Beside this the official plugin has a line for each pod that isn't ready, which is left out here.
    const message = `Resource '${live.metadata.name}' was created but failed to initialize`;
    throw new InitializationFailed(message, [message], id, properties, found);
}

/** What the official plugin's schema has as inputs: of custom resources nothing but who they are. */
function inputFields({ apiVersion, kind }: ObjectKind, id: string): string[] {
    if (kind === "Namespace") return ["metadata", "spec"];
    if (/^(external-secrets\.io|monitoring\.coreos\.com)\//.test(apiVersion)) return [];
    throw new Error(
        `${kind} "${id}" is in no state yet, and importing or getting one is not served by the lab's adapter for ` +
            "the kubernetes plugin",
    );
}

/** The inputs of an object that no program has made: what it has in these fields, without what the cluster fills in. */
function inputsOf(live: KubernetesObject, fields: string[]): KubernetesObject {
    const { apiVersion, kind, metadata } = live;
    const { creationTimestamp, generation, managedFields, resourceVersion, uid, ...rest } =
        metadata as KubernetesObject["metadata"] & { creationTimestamp?: string };
    const { name, namespace } = metadata;
    const given = Object.entries(live).filter(([field]) => fields.includes(field));
    return {
        ...Object.fromEntries(given),
        apiVersion,
        kind,
        metadata: fields.includes("metadata") ? rest : { name, ...(namespace && { namespace }) },
    };
}

/** Just enough of an object to find it by. */
export function objectOf({ apiVersion, kind }: ObjectKind, id: string): KubernetesObject {
    const [name = "", namespace] = id.split("/").reverse();
    return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
}
