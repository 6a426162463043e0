import * as assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { compilerEnvironment, compilers, endCompilers } from "./compilers";

describe("compilers", () => {
    let cache: string;
    const started: ChildProcess[] = [];
    beforeEach(() => {
        cache = fs.mkdtempSync(path.join(os.tmpdir(), "compilers-"));
    });
    afterEach(() => {
        for (const child of started.splice(0)) child.kill("SIGKILL");
        fs.rmSync(cache, { recursive: true });
    });

    function start(file: string, args: string[]): ChildProcess {
        const child = spawn(file, args, {
            env: { ...process.env, ...compilerEnvironment(cache) },
        });
        started.push(child);
        return child;
    }

    /** Until as many are seen: a process that has just been started has its parent's environment for a moment. */
    async function seen(count: number): Promise<void> {
        for (let tries = 0; compilers(cache).length !== count; tries++) {
            assert.ok(tries < 1_000, `${compilers(cache).length} compilers, not ${count}`);
            await sleep(20);
        }
    }

    it("are found with all that they start, and no others", async () => {
        start("bash", ["-c", "set -m; sleep 60 & wait"]);
        await seen(2);
        assert.deepEqual(compilers(`${cache}-of-another`), []);
    });

    it("are ended when whoever started them was killed", async () => {
        const lab = start("bash", ["-c", "set -m; sleep 60 & sleep 61 & wait"]);
        await seen(3);
        lab.kill("SIGKILL");
        await once(lab, "exit");
        await seen(2);
        await endCompilers(cache);
        assert.deepEqual(compilers(cache), []);
    });

    it("have ended when that is said, also those that take their time", async () => {
        const [ready, file] = [path.join(cache, "ready"), path.join(cache, "put-away")];
        const putAway = `setTimeout(() => { fs.writeFileSync("${file}", ""); process.exit(); }, 500)`;
        start(process.execPath, [
            "-e",
            `process.on("SIGINT", () => ${putAway}); setInterval(() => fs.writeFileSync("${ready}", ""), 20)`,
        ]);
        while (!fs.existsSync(ready)) await sleep(20);
        await endCompilers(cache);
        assert.ok(fs.existsSync(file));
    });
});
