import { randomBytes } from "node:crypto";

import { Properties } from "../plugin";
import { containsSecret, isSecret, reveal, secret } from "../values";
import { KubernetesObject } from "./api";
import { isMap } from "./diff";
import { ObjectKind } from "./objectKind";

/** What a resource keeps from its creation on. */
export interface Origin {
    apiVersion: string;
    /**
     * The name under which the cluster remembers whose fields these are. Each resource has its own, so that two that
     * want the same field are found out.
     */
    fieldManager: string;
}

/** The origin that a state tells of, or else that of a new resource. */
export function originOf({ apiVersion }: ObjectKind, state: Properties = {}): Origin {
    const { __initialApiVersion: first, __fieldManager: kept } = state;
    return {
        apiVersion: typeof first === "string" ? first : apiVersion,
        fieldManager: typeof kept === "string" ? kept : `pulumi-kubernetes-${randomBytes(4).toString("hex")}`,
    };
}

/** A resource's state: the object as the cluster has it, and beside it the inputs that made it. */
export function stateOf(live: KubernetesObject, inputs: Properties, origin: Origin): Properties {
    return {
        ...withSecretsOf(inputs, live),
        __inputs: withSecretsOf(inputs, reveal(inputs) as Properties),
        __initialApiVersion: origin.apiVersion,
        __fieldManager: origin.fieldManager,
    };
}

/** The two halves of a state, without any secret marks. */
export function readState(state: Properties): { inputs: KubernetesObject; live: KubernetesObject } {
    const { __inputs, ...live } = reveal(state) as Properties;
    return { inputs: (__inputs ?? {}) as KubernetesObject, live: live as KubernetesObject };
}

/** `values` with the secret marks of the inputs they come from. A Secret's data is secret whatever the inputs say. */
export function withSecretsOf(inputs: Properties, values: Properties): Properties {
    const marked = { ...values };
    if (values.kind === "Secret") {
        if (values.data !== undefined) marked.data = secret(values.data);
        if (values.stringData !== undefined) marked.stringData = secret(values.stringData);
        return marked;
    }
    for (const [key, input] of Object.entries(inputs)) {
        const value = values[key];
        if (value === undefined || !containsSecret(input)) continue;
        const deeper = isMap(value) && isMap(input) && !isSecret(input);
        marked[key] = deeper ? withSecretsOf(input, value) : secret(value);
    }
    return marked;
}

/** The part of a live object that the inputs speak about: what the cluster filled in by itself is no difference. */
export function prune(live: unknown, inputs: unknown): unknown {
    if (isMap(live) && isMap(inputs)) {
        const kept = Object.keys(live).filter((key) => inputs[key] !== undefined);
        return Object.fromEntries(kept.map((key) => [key, prune(live[key], inputs[key])]));
    }
    if (Array.isArray(live) && Array.isArray(inputs)) {
        return live.slice(0, inputs.length).map((value, index) => prune(value, inputs[index]));
    }
    return live;
}
