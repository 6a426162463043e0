import { setTimeout as sleep } from "node:timers/promises";

/**
 * Work that goes on side by side. When one of it fails, nothing more of it begins, and what goes on is brought to its end
 * before anybody is told: who holds a lock for all of it may then release that.
 */
export class SideBySide {
    private readonly running = new Set<Promise<unknown>>();
    private failure: unknown;

    /** Do one of it. */
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
        if (this.failure) throw new Error("not begun, for another one failed");
        const result = work();
        this.running.add(result);
        try {
            return await result;
        } catch (error) {
            if (this.failure) throw new Error("stopped, for another one failed", { cause: error });
            this.failure = error;
            throw error;
        } finally {
            this.running.delete(result);
        }
    }

    /** Call `stop` again and again until nothing goes on any more: what goes on may start something else meanwhile. */
    async end(stop: () => Promise<void>): Promise<void> {
        this.failure ??= new Error("ended");
        while (this.running.size > 0) {
            await stop();
            await sleep(50);
        }
    }
}
