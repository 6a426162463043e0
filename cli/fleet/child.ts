import { spawn } from "node:child_process";
import * as fs from "node:fs";

/** A command line that is run for one stack, by this same program. */
export interface StackCommand {
    /** The program, and what it is run with: node, bin.mjs. */
    program: string[];
    args: string[];
    /** What it says goes there. Only its owner may read it. */
    log: string;
    /** Called with each line that it says to people. */
    onLine: (line: string) => void;
}

export interface Ended {
    /** None if a signal ended it. */
    code: number | null;
    /** What it printed for another program. */
    stdout: string;
    /** What it said to people. */
    stderr: string;
}

/** For how long more is read of what a command says that has ended, in milliseconds. */
const aMoment = 5_000;

/** Run a stack's command to its end. `interrupt` tells it to end, as Ctrl-C does, which may take as long as the engine needs. */
export function runChild({ program, args, log, onLine }: StackCommand): {
    ended: Promise<Ended>;
    interrupt: () => void;
} {
    const [file = process.execPath, ...before] = program;
    const child = spawn(file, [...before, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const written = fs.createWriteStream(log, { mode: 0o600 });
    const said = { stdout: "", stderr: "" };
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        said.stdout += text;
        written.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said.stderr += text;
        written.write(text);
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (line.trim()) onLine(line.trim());
    });
    const ended = new Promise<Ended>((resolve, reject) => {
        child.once("error", reject);
        // What it has started, and left behind, may hold its output open for ever.
        child.once("exit", () => {
            setTimeout(() => {
                child.stdout.destroy();
                child.stderr.destroy();
            }, aMoment).unref();
        });
        child.once("close", (code) => {
            written.end(() => {
                resolve({ code, ...said });
            });
        });
    });
    return { ended, interrupt: () => void child.kill("SIGINT") };
}
