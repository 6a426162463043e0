import { setTimeout as sleep } from "node:timers/promises";

/** Try until it does not throw. After that many seconds what it throws is thrown on. */
export async function eventually<Result>(seconds: number, attempt: () => Promise<Result>): Promise<Result> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        try {
            return await attempt();
        } catch (error) {
            if (Date.now() > deadline) throw error;
            await sleep(3_000);
        }
    }
}
