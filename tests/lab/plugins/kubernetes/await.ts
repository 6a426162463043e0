import { setTimeout as sleep } from "node:timers/promises";

import { Context } from "../plugin";
import { Api, ApiError, KubernetesObject } from "./api";
import { isMap } from "./diff";
import { Unreachable } from "./kubeconfig";

export const waitFor = "pulumi.com/waitFor";

type Condition = (object: KubernetesObject) => boolean;

/** What the official plugin waits for by itself. A headless Service, the only one that is served, is ready at once. */
const awaitedOf: Record<string, Condition[]> = { DaemonSet: [isRolledOut] };

/** What was waited for did not come; `live` is the object as it was last seen. */
export class NotReady extends Error {
    constructor(
        message: string,
        readonly live: KubernetesObject,
    ) {
        super(message);
    }
}

const interval = 500;

/**
 * Wait until an object is as its annotation "pulumi.com/waitFor" says, and return it as it is then.
 *
 * The annotation counts wherever it comes from: a patch resource's makes updates of the object itself wait as well.
 */
export async function untilReady(
    api: Api,
    object: KubernetesObject,
    { seconds, signal }: { seconds: number; signal: Context["signal"] },
): Promise<KubernetesObject> {
    const asked = object.metadata.annotations?.[waitFor];
    const conditions = asked ? readConditions(asked) : (awaitedOf[object.kind] ?? []);
    const deadline = Date.now() + seconds * 1000;
    let live = object;
    while (!conditions.every((condition) => condition(live))) {
        // The official plugin's words, which other programs look for.
        if (Date.now() > deadline) throw new NotReady("timed out waiting for the condition", live);
        if (signal.aborted) throw new NotReady("interrupted while waiting for the condition", live);
        await sleep(interval);
        live = (await seen(api, object)) ?? live;
    }
    return live;
}

/** Wait until an object is gone, or another one stands in its place. */
export async function untilGone(
    api: Api,
    object: KubernetesObject,
    { seconds, signal }: { seconds: number; signal: Context["signal"] },
): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    const what = `${object.apiVersion}/${object.kind} "${object.metadata.name}"`;
    for (;;) {
        try {
            const live = await api.get(object);
            if (live.metadata.uid !== object.metadata.uid) return;
            if (Date.now() > deadline) {
                const { finalizers = [] } = live.metadata;
                const held =
                    finalizers.length > 0 ? `; it is held by its finalizers ${finalizers.join(", ")}` : "";
                throw new Error(`Timed out waiting for deletion of ${what}${held}`);
            }
        } catch (error) {
            if (error instanceof ApiError && error.status === 404) return;
            throw error;
        }
        if (signal.aborted) throw new Error(`interrupted while waiting for deletion of ${what}`);
        await sleep(interval);
    }
}

/** The conditions that the annotation's text asks for; none without a text. Throws for a form that isn't served. */
export function readConditions(text: string | undefined): Condition[] {
    if (!text) return [];
    return expressions(text).map((expression) => {
        const [, type, status = "True"] = /^condition=([^=]+)(?:=(.+))?$/.exec(expression) ?? [];
        if (type) return (object) => hasCondition(object, type, status);
        const [, path, wanted] = /^jsonpath=\{((?:\.[\w-]+)+)\}(?:=(.+))?$/.exec(expression) ?? [];
        if (path) return (object) => hasValue(object, path, wanted);
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

/** Every node that should run a pod of the latest kind runs it, and it is available. */
export function isRolledOut({ metadata, status }: KubernetesObject): boolean {
    if (!isMap(status) || status.observedGeneration !== metadata.generation) return false;
    const count = (key: string) => Number(status[key] ?? 0);
    const wanted = count("desiredNumberScheduled");
    return count("updatedNumberScheduled") === wanted && count("numberUnavailable") === 0;
}

function hasValue(object: KubernetesObject, path: string, wanted: string | undefined): boolean {
    const keys = path.split(".").slice(1);
    const value = keys.reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), object);
    if (wanted === undefined) return value !== undefined;
    return (typeof value === "string" ? value : JSON.stringify(value)) === wanted;
}

/** An API server that is away for a moment, or an object that is, doesn't end the wait. */
async function seen(api: Api, object: KubernetesObject): Promise<KubernetesObject | undefined> {
    try {
        return await api.get(object);
    } catch (error) {
        if (error instanceof Unreachable || error instanceof ApiError) return undefined;
        throw error;
    }
}
