import { setTimeout as sleep } from "node:timers/promises";

import { EngineError } from "./engine";

const patience = 30_000;

/** Containers let go of volumes and networks a moment after they are gone, so a refusal is not taken at once. */
export async function onceUnused(remove: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
        try {
            await remove();
            return;
        } catch (error) {
            if (!isInUse(error) || Date.now() > end) throw error;
        }
        await sleep(1000, undefined, { signal });
    }
}

function isInUse(error: unknown): boolean {
    return error instanceof EngineError && /is in use|has active endpoints/.test(error.message);
}
