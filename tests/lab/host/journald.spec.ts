import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isProgramRunning } from "./journald";

describe("a program of this machine", () => {
    it("runs until it ends, also while nobody has waited for it", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "program-"));
        const name = `prog-${process.pid}`;
        const program = path.join(folder, name);
        fs.copyFileSync("/bin/sleep", program);
        // The shell becomes another program, which does not wait for what the shell has started.
        const parent = spawn("sh", ["-c", `${program} 0.5 & exec sleep 10`]);
        try {
            await sleep(200);
            assert.equal(await isProgramRunning(name), true);
            await sleep(800);
            assert.equal(await isProgramRunning(name), false);
        } finally {
            parent.kill();
            fs.rmSync(folder, { recursive: true });
        }
    });
});
