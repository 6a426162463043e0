import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";

import { startTime } from "./daemon";

describe("a process's start time", () => {
    it("stays the same, is another for another process, and is none when it has ended", async () => {
        const mine = startTime(process.pid);
        assert.ok(mine);
        assert.equal(startTime(process.pid), mine);

        const child = spawn("sleep", ["60"]);
        const childs = startTime(child.pid!);
        assert.ok(childs && childs !== mine);

        child.kill("SIGKILL");
        await new Promise((resolve) => child.once("close", resolve));
        assert.equal(startTime(child.pid!), undefined);
    });
});
