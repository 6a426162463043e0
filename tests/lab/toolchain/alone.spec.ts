import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { alone } from "./alone";

describe("what one process does at a time", () => {
    let lock: string;
    const said: string[] = [];
    const say = (line: string) => {
        said.push(line);
    };
    beforeEach(() => {
        lock = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "alone-")), "lock");
        said.length = 0;
    });
    afterEach(() => {
        fs.rmSync(path.dirname(lock), { recursive: true });
    });

    it("is waited for by the others, who say so once", async () => {
        const order: string[] = [];
        const work = (name: string) => async () => {
            order.push(`${name} begins`);
            await sleep(50);
            order.push(`${name} ends`);
            return name;
        };
        const both = [alone(lock, work("first"), say), alone(lock, work("second"), say)];
        assert.deepEqual(await Promise.all(both), ["first", "second"]);
        assert.deepEqual(order, ["first begins", "first ends", "second begins", "second ends"]);
        assert.deepEqual(said, [`process ${process.pid} is making the tools: waiting for it`]);
        assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
    });

    it("is not waited for when it has failed", async () => {
        await assert.rejects(
            alone(lock, () => Promise.reject(new Error("failed")), say),
            /failed/,
        );
        assert.equal(await alone(lock, () => Promise.resolve("done"), say), "done");
    });

    it("is not waited for when it was killed, also if its number is another's by now", async () => {
        const { pid } = spawnSync("true");
        for (const holder of [
            { pid, started: "then" },
            { pid: process.pid, started: "then" },
        ]) {
            fs.writeFileSync(lock, JSON.stringify(holder));
            assert.equal(await alone(lock, () => Promise.resolve("done"), say), "done");
        }
        assert.deepEqual(said, []);
    });
});
