import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { interrupt } from "../command";
import { startTime } from "../host/daemon";

interface Holder {
    pid: number;
    started: string | undefined;
}

/**
 * Do something that one process of this machine may do at a time: two that made the same tool would take each other's
 * files away. The others wait for the lock, and say for whom. One whose holder was killed is taken over.
 */
export async function alone<Result>(
    lock: string,
    work: () => Promise<Result>,
    say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<Result> {
    fs.mkdirSync(path.dirname(lock), { recursive: true });
    let told = false;
    while (!take(lock)) {
        interrupt.signal.throwIfAborted();
        const holder = read(lock);
        if (holder && startTime(holder.pid) !== holder.started) {
            fs.rmSync(lock, { force: true });
            continue;
        }
        if (holder && !told) say(`process ${holder.pid} is making the tools: waiting for it`);
        told ||= holder !== undefined;
        await sleep(500);
    }
    try {
        return await work();
    } finally {
        fs.rmSync(lock, { force: true });
    }
}

/** It appears with its content or not at all: nobody reads half of it. */
function take(lock: string): boolean {
    const mine = `${lock}.${process.pid}`;
    const holder: Holder = { pid: process.pid, started: startTime(process.pid) };
    fs.writeFileSync(mine, JSON.stringify(holder));
    try {
        fs.linkSync(mine, lock);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        return false;
    } finally {
        fs.rmSync(mine);
    }
}

/** None if it has gone meanwhile. */
function read(lock: string): Holder | undefined {
    return fs.existsSync(lock) ? (JSON.parse(fs.readFileSync(lock, "utf8")) as Holder) : undefined;
}
