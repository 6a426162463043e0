import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { cache } from "../paths";

/** In the environment of every compiler of ours, and so of all that it starts: says which cache it works for. */
const mark = "ALLOY_STACK_COMPILES_FOR";

/** How long they may take to put their things away, in seconds. */
const patience = 10;

/** What is added to the environment of a compiler, so that it is found though whoever started it was killed. */
export function compilerEnvironment(folder = cache): Record<string, string> {
    return { [mark]: folder };
}

/** Processes that compile for a cache, whoever started them. */
export function compilers(folder = cache): number[] {
    return fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && isMarked(name, folder))
        .map(Number);
}

/** End them, and wait until they have: two compilers of one program would take twice the time. */
export async function endCompilers(folder = cache): Promise<void> {
    const deadline = Date.now() + patience * 1000;
    const asked = new Set<number>();
    for (let running = compilers(folder); running.length > 0; running = compilers(folder)) {
        if (Date.now() > deadline) for (const pid of running) signal(pid, "SIGKILL");
        for (const pid of running.filter((pid) => !asked.has(pid))) signal(pid, "SIGINT");
        for (const pid of running) asked.add(pid);
        await sleep(100);
    }
}

function isMarked(pid: string, folder: string): boolean {
    try {
        return fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`${mark}=${folder}`);
    } catch {
        return false; // It has ended, or is somebody else's.
    }
}

function signal(pid: number, name: "SIGINT" | "SIGKILL"): void {
    try {
        process.kill(pid, name);
    } catch {
        // It went by itself.
    }
}
