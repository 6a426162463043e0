import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";

/** When fake time begins. */
export const start = Date.parse("2026-01-01T00:00:00Z");

/** A moment so many seconds after that, as Kubernetes writes it. */
export function at(seconds: number): string {
    return new Date(start + seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Run work in fake time, which passes whenever the work waits. Returns its result, and how many seconds it took. */
export async function inFakeTime<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: start });
    try {
        const running = work();
        const isOver = { now: false };
        const end = () => (isOver.now = true);
        running.then(end, end);
        for (;;) {
            await setImmediate();
            if (isOver.now) break;
            mock.timers.tick(500);
        }
        return { result: await running, seconds: (Date.now() - start) / 1000 };
    } finally {
        mock.timers.reset();
    }
}
