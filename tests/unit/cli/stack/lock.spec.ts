import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { removeLocksOfTheDead } from "../../../../cli/stack/lock";

describe("a stack's lock", () => {
    let state: string;
    beforeEach(() => (state = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"))));
    afterEach(() => {
        fs.rmSync(state, { recursive: true });
    });

    function lock(pid: number, hostname = os.hostname()): void {
        const folder = path.join(state, ".pulumi/locks/organization/alloy-stack/dev");
        fs.mkdirSync(folder, { recursive: true });
        const text = JSON.stringify({ pid, hostname, timestamp: new Date().toISOString() });
        fs.writeFileSync(path.join(folder, `${fs.readdirSync(folder).length}.json`), text);
    }

    const locks = () =>
        fs.readdirSync(state, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".json"));
    const deadPid = () => spawnSync("true").pid;

    it("is nobody's if there is none", async () => {
        assert.equal(await removeLocksOfTheDead(state), false);
    });

    it("is taken away if its process has ended", async () => {
        lock(deadPid());
        assert.equal(await removeLocksOfTheDead(state), true);
        assert.deepEqual(locks(), []);
    });

    it("is taken away if another program has its number by now", async () => {
        lock(process.pid);
        assert.equal(await removeLocksOfTheDead(state), true);
    });

    it("stays while a pulumi of that number runs", async () => {
        const pulumi = path.join(state, "pulumi");
        fs.copyFileSync("/bin/sleep", pulumi);
        fs.chmodSync(pulumi, 0o755);
        const child = spawn(pulumi, ["60"]);
        try {
            lock(child.pid ?? 0);
            assert.equal(await removeLocksOfTheDead(state), false);
            assert.equal(locks().length, 1);
        } finally {
            child.kill();
        }
    });

    it("is left to people if another machine has taken it", async () => {
        lock(deadPid(), "another-machine");
        assert.equal(await removeLocksOfTheDead(state), false);
    });
});
