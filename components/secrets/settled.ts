import { setTimeout as sleep } from "node:timers/promises";

import { Awaited, Observed } from "./observed";
import { isReady, Reader } from "./readiness";

/** How long the operator may need to look at a store that has changed, in milliseconds. */
const aMoment = 4_000;
/** For how long a store is waited for that is not ready. */
const patience = 10_000;

/**
 * Wait until the operator has looked at a store since it was last applied, for some seconds at most. That it has looked at
 * one that was ready before, and still is, leaves no mark: such a one is given a moment.
 */
export async function settled(store: Awaited, reader: Reader): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
        const observed = await reader.read(store);
        const applied = appliedAt(observed);
        const isSettled = isReady(observed) ? Date.now() - applied > aMoment : judgedAt(observed) >= applied;
        if (isSettled || Date.now() > deadline) return;
        await sleep(1_000);
    }
}

/** When anything but its status was written last. */
function appliedAt({ metadata: { managedFields = [] } }: Observed): number {
    const times = managedFields
        .filter(({ subresource }) => subresource === undefined)
        .map(({ time = "" }) => time);
    return Math.max(0, ...times.map((time) => Date.parse(time) || 0));
}

/** Since when the operator has said that it is not ready; never, if it has not. */
function judgedAt({ status }: Observed): number {
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    return ready?.status === "False" ? Date.parse(ready.lastTransitionTime ?? "") || 0 : -1;
}
