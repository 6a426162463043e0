import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { isDead, Lock, lockedBy, locksIn } from "../../../../cli/stack/lock";

/** What Pulumi 3.259 says. */
function refusal(pid: number, host: string, at = "file:///state"): string {
    return [
        "code: -2",
        " stdout: ",
        " stderr: Command failed with exit code 255: pulumi up --yes",
        "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
        `  ${at}/.pulumi/locks/organization/alloy-stack/dev/969321ea.json?no_tmp_dir=true: created by root@${host} (pid ${pid}) at 2026-11-26T03:05:04Z`,
        "",
    ].join("\n");
}

function only(message: string): Lock {
    const locks = locksIn(message);
    assert.equal(locks.length, 1, message);
    return locks[0]!;
}

describe("a stack's lock", () => {
    const here = os.hostname();
    const deadPid = () => spawnSync("true").pid;

    it("is read from what Pulumi says, with who holds it", () => {
        assert.deepEqual(only(refusal(23564, "vm")), {
            at: "file:///state/.pulumi/locks/organization/alloy-stack/dev/969321ea.json?no_tmp_dir=true",
            user: "root",
            host: "vm",
            pid: 23564,
            since: "2026-11-26T03:05:04Z",
        });
        assert.deepEqual(only(refusal(23564, "vm").repeat(2)).pid, 23564, "said twice");
        assert.deepEqual(locksIn("error: update failed"), []);
    });

    it("is a dead process's if that has ended, or if another program has its number by now", async () => {
        assert.equal(await isDead(only(refusal(deadPid(), here))), true);
        assert.equal(await isDead(only(refusal(process.pid, here))), true);
    });

    it("is a living one's while a pulumi of that number runs", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
        const pulumi = path.join(folder, "pulumi");
        fs.copyFileSync("/bin/sleep", pulumi);
        fs.chmodSync(pulumi, 0o755);
        const child = spawn(pulumi, ["60"]);
        try {
            assert.equal(await isDead(only(refusal(child.pid ?? 0, here))), false);
        } finally {
            child.kill();
            fs.rmSync(folder, { recursive: true });
        }
    });

    it("is not judged if another machine has taken it, or may have: one of this machine's name", async () => {
        assert.equal(await isDead(only(refusal(deadPid(), "another"))), false);
        assert.equal(await isDead(only(refusal(deadPid(), here, "s3://bucket"))), false);
    });

    it("is told with its holder, and with what to do", () => {
        const words = lockedBy("prod", [only(refusal(7, "another"))], "here");
        assert.match(words, /stack prod: root on another, process 7, since 2026-11-26T03:05:04Z/);
        assert.match(words, /Wait until it ends, or ask there\..*pulumi cancel prod/);
        assert.doesNotMatch(lockedBy("prod", [only(refusal(7, "here"))], "here"), /ask there/);
    });
});
