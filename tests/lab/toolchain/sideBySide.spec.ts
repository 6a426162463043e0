import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { SideBySide } from "./sideBySide";

describe("work side by side", () => {
    it("is brought to its end when one of it fails, and that one's failure is the one that is told", async () => {
        const builds = new SideBySide();
        const events: string[] = [];
        let stopped = false;
        const long = builds.run(async () => {
            while (!stopped) await sleep(10);
            await sleep(50);
            events.push("the other has ended");
            throw new Error("interrupted");
        });
        const short = builds.run(() => Promise.reject(new Error("does not compile")));
        const outcome = Promise.allSettled([long, short]);

        await assert.rejects(short, /does not compile/);
        await assert.rejects(
            builds.run(() => Promise.resolve(events.push("begun all the same"))),
            /not begun, for another one failed/,
        );
        await builds.end(() => {
            stopped = true;
            return Promise.resolve();
        });
        events.push("the lock is released");

        const [ended] = await outcome;
        assert.match(String(ended.status === "rejected" && ended.reason), /stopped, for another one failed/);
        assert.deepEqual(events, ["the other has ended", "the lock is released"]);
    });

    it("is stopped again if it starts something else meanwhile", async () => {
        const builds = new SideBySide();
        let stops = 0;
        void builds.run(async () => {
            while (stops < 3) await sleep(10);
        });
        await builds.end(() => {
            stops++;
            return Promise.resolve();
        });
        assert.ok(stops >= 3);
    });
});
