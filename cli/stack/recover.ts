import { setTimeout as sleep } from "node:timers/promises";

import { Stack } from "@pulumi/pulumi/automation";

import { say } from "../console";
import { removeHalfMade } from "./halfMade";

/** Something that was under way when the update was killed. */
export interface PendingOperation {
    type: string;
    resource: { urn: string; type: string; inputs?: Record<string, unknown> };
}

/** What will be done with the stack next. */
export type NextCommand = "up" | "destroy";

interface Deployment {
    pending_operations?: PendingOperation[];
}

/**
 * Put right what an update that was killed has left half made. Pulumi does not know whether such a thing is there; it is
 * removed, and the update makes it anew.
 * Returns whether the state has to be compared with the world, because it was killed while it removed something.
 */
export async function recover(stack: Stack, next: NextCommand): Promise<boolean> {
    const exported = await stack.exportStack();
    const deployment = exported.deployment as Deployment | undefined;
    const pending = deployment?.pending_operations ?? [];
    if (pending.length === 0) return false;
    // Plugins of an engine that is gone notice it within a second, and what they were doing ends with them.
    await sleep(5_000);
    for (const operation of pending) {
        const { urn } = operation.resource;
        const what = `${urn.split("::").at(-1) ?? urn} (${operation.type})`;
        const done = await removeHalfMade(operation, stack, next);
        say(`The last update was killed at ${what}${done ? `: ${done}` : ""}.`);
    }
    await stack.importStack({ ...exported, deployment: { ...deployment, pending_operations: [] } });
    return pending.some(({ type }) => type === "deleting");
}
