import { spawn } from "node:child_process";
import { setMaxListeners } from "node:events";
import { createInterface } from "node:readline";

import { Problem } from "./problem";

/** Aborted by the first Ctrl-C: everything the lab has started in the foreground stops, nothing new begins. */
export const interrupt = new AbortController();
// One listener for each program that runs at the moment.
setMaxListeners(0, interrupt.signal);

export interface CommandOptions {
    cwd?: string;
    /** Added to the environment of this process. */
    env?: Record<string, string>;
    /** Written to its standard input, which is empty otherwise. */
    input?: string;
    /** Return standard error too. */
    mergeOutput?: boolean;
    /** Called with every line of standard error, while it runs. */
    onErrorLine?: (line: string) => void;
}

/** A command that ended with a failure, and the last of what it said. */
export class CommandFailed extends Error {
    constructor(
        readonly command: string,
        readonly output: string,
    ) {
        super(`${command}: ${output.trim().split("\n").slice(-12).join("\n")}`);
        this.name = "CommandFailed";
    }
}

/** Run a program to its end and return what it printed. Throws `CommandFailed` when it does not end with 0. */
export function command(file: string, args: string[], options: CommandOptions = {}): Promise<string> {
    interrupt.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const child = spawn(file, args, { cwd: options.cwd, env: { ...process.env, ...options.env } });
        // SIGINT, so that compilers and package managers put their things away.
        const stop = () => child.kill("SIGINT");
        interrupt.signal.addEventListener("abort", stop, { once: true });

        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        createInterface(child.stderr).on("line", (line) => {
            stderr += `${line}\n`;
            options.onErrorLine?.(line);
        });
        child.stdin.on("error", () => undefined).end(options.input ?? "");

        child.once("error", (error: NodeJS.ErrnoException) => {
            const missing = new Problem(`"${file}" is not installed`, "Install it, or put it on PATH");
            reject(error.code === "ENOENT" ? missing : error);
        });
        child.once("close", (code) => {
            interrupt.signal.removeEventListener("abort", stop);
            if (interrupt.signal.aborted) reject(interrupt.signal.reason as Error);
            else if (code === 0) resolve(options.mergeOutput ? stdout + stderr : stdout);
            else reject(new CommandFailed([file, ...args].join(" "), stdout + stderr));
        });
    });
}
