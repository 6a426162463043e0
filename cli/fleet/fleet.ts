import * as fs from "node:fs";
import * as path from "node:path";

import { runChild } from "./child";
import { Lines } from "./lines";
import { Results, StackResult } from "./results";
import { parsed, says } from "./says";

export const operations = ["up", "preview", "refresh", "destroy", "verify"] as const;
export type Operation = (typeof operations)[number];

/** One operation on many stacks. */
export interface Fleet {
    operation: Operation;
    stacks: string[];
    /** The project's folder. */
    folder: string;
    /** Options of the operation's own command, the same for every stack. */
    passed: string[];
    /** How many at once. */
    parallel: number;
    /** The folder for logs and results. */
    logs: string;
    /** Leave out what was green the last time. */
    resume?: boolean;
    /** This program: node, bin.mjs. */
    program: string[];
}

export interface FleetEnd {
    results: StackResult[];
    seconds: number;
    /** It was told to end. */
    interrupted: boolean;
}

/**
 * Run an operation on each stack in a process of its own, some at a time. One that fails stops no other. A signal is passed on
 * to those that run, which end as the engine does; the others do not begin.
 */
export async function runFleet(fleet: Fleet, lines: Lines): Promise<FleetEnd> {
    const started = Date.now();
    const { operation, stacks, folder, parallel } = fleet;
    const logs = path.join(fleet.logs, operation);
    fs.mkdirSync(logs, { recursive: true });
    const results = new Results(logs, folder);
    if (fleet.resume) results.resume();
    const stop = stopping();
    const each = async (stack: string, onLine: (line: string) => void): Promise<StackResult> => {
        const result = results.isGreen(stack)
            ? { stack, outcome: "green before" as const, seconds: 0, says: "" }
            : stop.stopped()
              ? { stack, outcome: "not begun" as const, seconds: 0, says: "" }
              : await runStack(fleet, stack, logs, stop, onLine);
        results.note(result);
        return result;
    };
    try {
        const found = await lines.show(stacks, parallel, each);
        return { results: found, seconds: (Date.now() - started) / 1000, interrupted: stop.stopped() };
    } finally {
        stop.end();
    }
}

async function runStack(
    { operation, folder, passed, program }: Fleet,
    stack: string,
    logs: string,
    stop: Stopping,
    onLine: (line: string) => void,
): Promise<StackResult> {
    const started = Date.now();
    const log = path.join(logs, `${encodeURIComponent(stack)}.log`);
    // Everybody has been asked already.
    const yes = operation === "destroy" ? ["--yes"] : [];
    const args = [operation, "--stack", stack, "--cwd", folder, "--json", ...yes, ...passed];
    const child = runChild({ program, args, log, onLine });
    const release = stop.with(child.interrupt);
    const ended = await child.ended.finally(release);
    const { code } = ended;
    const outcome = code === 0 ? "ok" : code === 130 || code === null ? "interrupted" : "failed";
    const report = parsed(ended.stdout);
    return {
        stack,
        outcome,
        ...(code !== null && { code }),
        seconds: (Date.now() - started) / 1000,
        says: says(ended),
        log,
        ...(report !== undefined && { report }),
    };
}

interface Stopping {
    stopped: () => boolean;
    /** Call this when told to end. Returns what takes it back. */
    with: (interrupt: () => void) => () => void;
    end: () => void;
}

/** Takes signals for the time of a run. A terminal sends Ctrl-C to the children as well, who take a second one for the first. */
function stopping(): Stopping {
    const running = new Set<() => void>();
    let stopped = false;
    const onSignal = () => {
        stopped = true;
        for (const interrupt of running) interrupt();
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.on(signal, onSignal);
    return {
        stopped: () => stopped,
        with: (interrupt) => {
            running.add(interrupt);
            return () => void running.delete(interrupt);
        },
        end: () => {
            for (const signal of signals) process.off(signal, onSignal);
        },
    };
}
