import { setTimeout as sleep } from "node:timers/promises";

import { EngineError } from "./engine";

const patience = 30;

/** Containers release volumes and networks a moment after they are gone, so a refusal is not taken at once. */
export async function onceUnused(
    remove: () => Promise<void>,
    { refusal, state }: { refusal: RegExp; state: string },
    signal: AbortSignal,
): Promise<void> {
    const end = Date.now() + patience * 1000;
    for (;;) {
        try {
            await remove();
            return;
        } catch (error) {
            if (!(error instanceof EngineError && refusal.test(error.message))) throw error;
            if (Date.now() > end) {
                throw new Error(
                    `timeout while waiting for state to become 'removed' (last state: '${state}', timeout: ${patience}s)`,
                    { cause: error },
                );
            }
        }
        await sleep(1000, undefined, { signal });
    }
}
