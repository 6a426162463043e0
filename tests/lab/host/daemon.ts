import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { interrupt } from "../command";
import { bin, state } from "../paths";
import { Problem } from "../problem";

/** A program that runs in the background until `lab down`. */
export interface Daemon {
    name: string;
    /** A command of the toolchain, or an absolute path. */
    command: string;
    args: string[];
    env?: Record<string, string>;
    /** Resolves to true once it does its work. Asked again and again while it is starting. */
    ready: () => Promise<boolean>;
    /** How long it may take to get ready, in seconds. Defaults to 60. */
    patience?: number;
}

/** A process is the lab's own only if it still has the start time that was written down: pids are used again. */
interface ProcessRecord {
    pid: number;
    started: string;
}

const records = path.join(state, "daemons");

/** Start a daemon that isn't running, and wait until it is ready. Does nothing for one that is. */
export async function ensureRunning(daemon: Daemon): Promise<void> {
    const running = runningPid(daemon.name);
    if (running === undefined) await start(daemon);
    await untilReady(daemon);
}

/** Fail if a daemon that was started has ended since: ready once is not ready for good. */
export function requireRunning(): void {
    for (const name of knownDaemons()) {
        if (runningPid(name) === undefined) throw hasEnded(name);
    }
}

/** The daemon's process id, if the lab started it and it still runs. */
export function runningPid(name: string): number | undefined {
    const file = path.join(records, `${name}.json`);
    if (!fs.existsSync(file)) return undefined;
    const record = JSON.parse(fs.readFileSync(file, "utf8")) as ProcessRecord;
    return startTime(record.pid) === record.started ? record.pid : undefined;
}

/** Names of the daemons that were ever started here and not stopped, running or not. */
export function knownDaemons(): string[] {
    if (!fs.existsSync(records)) return [];
    return fs.readdirSync(records).map((file) => path.basename(file, ".json"));
}

/** Stop a daemon: it is asked first, and killed if it has not left after ten seconds. */
export async function stop(name: string): Promise<void> {
    const pid = runningPid(name);
    if (pid !== undefined) {
        process.kill(pid, "SIGTERM");
        for (let waited = 0; runningPid(name) === pid; waited += 100) {
            if (waited === 10_000) process.kill(pid, "SIGKILL");
            await sleep(100);
        }
    }
    fs.rmSync(path.join(records, `${name}.json`), { force: true });
}

export function logFile(name: string): string {
    return path.join(state, "logs", `${name}.log`);
}

/** When a process was started, in a form no other process of any boot has; undefined if there is none. */
export function startTime(pid: number): string | undefined {
    try {
        const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        // The command's name, in brackets, may have blanks; what follows it has not.
        const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
        return state === "Z" ? undefined : `${boot}/${fields[18] ?? ""}`;
    } catch {
        return undefined;
    }
}

async function start({ name, command, args, env }: Daemon): Promise<void> {
    for (const folder of [records, path.dirname(logFile(name))]) fs.mkdirSync(folder, { recursive: true });
    const log = fs.openSync(logFile(name), "a");
    const child = spawn(path.isAbsolute(command) ? command : path.join(bin, command), args, {
        cwd: "/",
        detached: true,
        env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}:/usr/sbin:/sbin`, ...env },
        stdio: ["ignore", log, log],
    });
    fs.closeSync(log);
    await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
    child.unref();
    const pid = child.pid ?? 0;
    fs.writeFileSync(path.join(records, `${name}.json`), JSON.stringify({ pid, started: startTime(pid) }));
}

async function untilReady({ name, ready, patience = 60 }: Daemon): Promise<void> {
    const deadline = Date.now() + patience * 1000;
    while (!(await ready().catch(() => false))) {
        interrupt.signal.throwIfAborted();
        if (runningPid(name) === undefined) throw hasEnded(name);
        if (Date.now() > deadline) throw notWell(name, `is not ready after ${patience} s`);
        await sleep(250);
    }
}

function hasEnded(name: string): Problem {
    return notWell(name, "has ended");
}

function notWell(name: string, what: string): Problem {
    return new Problem(
        `${name} ${what}: ${lastWords(name)}`,
        `Read "npm run lab -- logs ${name}"; "npm run lab -- up" tries again`,
    );
}

/** The end of a daemon's log, where it says why it gave up. */
function lastWords(name: string): string {
    const lines = fs.readFileSync(logFile(name), "utf8").trim().split("\n");
    const error = lines.findLast((line) => /error|fatal|panic|failed|cannot/i.test(line));
    return (error ?? lines.at(-1) ?? "").slice(0, 300);
}
