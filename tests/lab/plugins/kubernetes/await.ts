import { setTimeout as sleep } from "node:timers/promises";

import { Context } from "../plugin";
import { isNotAwaited, waitFor } from "./annotations";
import { Api, ApiError, KubernetesObject } from "./api";
import { isMap } from "./diff";
import { Unreachable } from "./kubeconfig";

type Condition = (object: KubernetesObject) => boolean;

/** What the official plugin waits for by itself. A headless Service, the only one that is served, is ready at once. */
const awaitedOf: Record<string, Condition[]> = { DaemonSet: [isRolledOut] };

/** What was waited for did not come; `live` is the object as it was last seen. */
export class NotReady extends Error {
    constructor(readonly live: KubernetesObject) {
        // The official plugin's words, which other programs look for. It has no others for an interruption.
        super("timed out waiting for the condition");
    }
}

interface Patience {
    seconds: number;
    signal: Context["signal"];
}

const interval = 500;

/**
 * Wait until an object is as its annotation "pulumi.com/waitFor" says, or else as its kind has to be, and return it as
 * it is then. The annotation counts wherever it comes from: a patch resource's makes updates of the object itself wait
 * as well. That nothing is waited for, only the resource's own inputs can say.
 */
export async function untilReady(
    api: Api,
    object: KubernetesObject,
    inputs: KubernetesObject,
    { seconds, signal }: Patience,
): Promise<KubernetesObject> {
    const conditions = conditionsOf(object, inputs);
    const deadline = Date.now() + seconds * 1000;
    let live = object;
    while (!conditions.every((condition) => condition(live))) {
        if (Date.now() > deadline || signal.aborted) throw new NotReady(live);
        await sleep(interval);
        const found = await look(api, object);
        if (found && found !== "gone") live = found;
    }
    return live;
}

/** Whether an object is as the official plugin wants to find it when it reads it. Other kinds are never looked at so. */
export function isAsRead(object: KubernetesObject, inputs: KubernetesObject): boolean {
    const conditions = isNotAwaited(inputs) ? [] : (awaitedOf[object.kind] ?? []);
    return conditions.every((condition) => condition(object));
}

/** Wait until an object is gone, or another one stands in its place. */
export async function untilGone(
    api: Api,
    object: KubernetesObject,
    { seconds, signal }: Patience,
): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    let live = object;
    while (!signal.aborted) {
        const found = await look(api, object);
        if (found === "gone" || (found && found.metadata.uid !== object.metadata.uid)) return;
        live = found ?? live;
        if (Date.now() > deadline) break;
        await sleep(interval);
    }
    throw new NotReady(live);
}

function conditionsOf(object: KubernetesObject, inputs: KubernetesObject): Condition[] {
    if (isNotAwaited(inputs)) return [];
    const asked = object.metadata.annotations?.[waitFor];
    return asked ? readConditions(asked) : (awaitedOf[object.kind] ?? []);
}

/** The conditions that an annotation asks for: one expression, or a JSON array of them. */
export function readConditions(text: string | undefined): Condition[] {
    if (!text) return [];
    return expressions(text).map((expression) => {
        const [, type, status = "True"] = /^condition=([^=]+)(?:=(.+))?$/.exec(expression) ?? [];
        if (type) return (object) => hasCondition(object, type, status);
        const [, path, wanted] = /^jsonpath=\{((?:\.[\w-]+)+)\}(?:=(.+))?$/.exec(expression) ?? [];
        if (path) return (object) => isObserved(object) && hasValue(object, path, wanted);
        throw new Error(
            `the annotation ${waitFor} is ${JSON.stringify(expression)}, which is not served by the lab's adapter ` +
                'for the kubernetes plugin; it serves "condition=TYPE", "condition=TYPE=STATUS", ' +
                '"jsonpath={.field.field}", "jsonpath={.field.field}=VALUE" and a JSON array of these',
        );
    });
}

function expressions(text: string): string[] {
    try {
        const list = JSON.parse(text) as unknown;
        if (Array.isArray(list)) return list.map(String);
    } catch {
        // One expression by itself is no JSON.
    }
    return [text];
}

/** As `kubectl wait` does, a condition that a controller found for an older generation does not count. */
function hasCondition({ metadata, status }: KubernetesObject, type: string, wanted: string): boolean {
    if (!isMap(status) || !Array.isArray(status.conditions)) return false;
    const same = (one: unknown, other: string) => String(one).toLowerCase() === other.toLowerCase();
    const condition = status.conditions.filter(isMap).find((each) => same(each.type, type));
    if (!condition) return false;
    const observed = condition.observedGeneration ?? status.observedGeneration;
    if (typeof observed === "number" && observed < (metadata.generation ?? 0)) return false;
    return same(condition.status, wanted);
}

/** Every node that should run a pod of the latest kind runs it, and it is available and ready. */
export function isRolledOut({ metadata, status }: KubernetesObject): boolean {
    if (metadata.deletionTimestamp !== undefined) return false;
    if (!isMap(status) || status.observedGeneration !== metadata.generation) return false;
    const count = (key: string) => Number(status[key] ?? 0);
    const wanted = count("desiredNumberScheduled");
    const reached = ["currentNumberScheduled", "updatedNumberScheduled", "numberAvailable", "numberReady"];
    return status.desiredNumberScheduled !== undefined && reached.every((key) => count(key) >= wanted);
}

/** A status that was found for an older generation tells nothing. */
function isObserved({ metadata, status }: KubernetesObject): boolean {
    const observed = isMap(status) ? status.observedGeneration : undefined;
    return typeof observed !== "number" || observed >= (metadata.generation ?? 0);
}

function hasValue(object: KubernetesObject, path: string, wanted: string | undefined): boolean {
    const keys = path.split(".").slice(1);
    const value = keys.reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), object);
    if (wanted === undefined) return value !== undefined;
    return (typeof value === "string" ? value : JSON.stringify(value)) === wanted;
}

/** As it is now, or "gone". An API server that is away for a moment doesn't end the wait: nothing is seen then. */
async function look(api: Api, object: KubernetesObject): Promise<KubernetesObject | "gone" | undefined> {
    try {
        return await api.get(object);
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return "gone";
        if (error instanceof Unreachable || error instanceof ApiError) return undefined;
        throw error;
    }
}
