import { KubernetesObject, Propagation } from "./api";

/** Annotations that are instructions to the official plugin, as far as they are followed here. */
export const waitFor = "pulumi.com/waitFor";
export const patchForce = "pulumi.com/patchForce";
const skipAwait = "pulumi.com/skipAwait";
const timeoutSeconds = "pulumi.com/timeoutSeconds";
const deletionPropagationPolicy = "pulumi.com/deletionPropagationPolicy";

export const servedAnnotations = [waitFor, patchForce, skipAwait, timeoutSeconds, deletionPropagationPolicy];

type Annotated = Pick<KubernetesObject, "kind"> & { metadata?: { annotations?: Record<string, string> } };

export function isForced(inputs: Annotated): boolean {
    return valueOf(inputs, patchForce) === "true";
}

/** The program wants nothing of it to be waited for. */
export function isNotAwaited(inputs: Annotated): boolean {
    return valueOf(inputs, skipAwait) === "true";
}

const oldKinds = ["Namespace", "DaemonSet"];

/** Nor that it is gone, which the official plugin takes from the same annotation for a few kinds only. */
export function isNotAwaitedWhenDeleted(inputs: Annotated): boolean {
    return isNotAwaited(inputs) && oldKinds.includes(inputs.kind);
}

/** How long to wait: as long as the resource's option says, else as its annotation does, else ten minutes. */
export function secondsOf(timeout: number | undefined, inputs: Annotated): number {
    if (timeout) return timeout;
    const asked = valueOf(inputs, timeoutSeconds);
    return /^\d+$/.test(asked) ? Number(asked) : 600;
}

export function propagationOf(inputs: Annotated): Propagation {
    const asked = valueOf(inputs, deletionPropagationPolicy).toLowerCase();
    return asked === "orphan" ? "Orphan" : asked === "background" ? "Background" : "Foreground";
}

function valueOf({ metadata }: Annotated, annotation: string): string {
    return metadata?.annotations?.[annotation] ?? "";
}
