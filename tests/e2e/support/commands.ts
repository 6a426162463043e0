import { spawn, SpawnOptions } from "node:child_process";
import * as path from "node:path";

export const project = path.resolve(__dirname, "../../..");

/** How a command ended. */
export interface Ended {
    code: number | null;
    /** Standard output and error, as they came. */
    output: string;
    seconds: number;
}

export interface RunOptions {
    env?: Record<string, string>;
    /** Called with all output so far, each time there is more; a signal it returns is sent to the command. */
    watch?: (output: string) => NodeJS.Signals | undefined;
    /** Send signals to the command and everything it has started. */
    group?: boolean;
    /** Milliseconds between what was watched for and the signal. */
    delay?: number;
}

/** Run a command in the project's folder to its end, whatever that is. Its output is shown when E2E_VERBOSE is set. */
export function run(
    file: string,
    args: string[],
    { env, watch, group = false, delay = 0 }: RunOptions = {},
): Promise<Ended> {
    const started = Date.now();
    const options: SpawnOptions = {
        cwd: project,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
        detached: group,
    };
    return new Promise((resolve, reject) => {
        const child = spawn(file, args, options);
        let output = "";
        const take = (text: string) => {
            output += text;
            if (process.env.E2E_VERBOSE) process.stderr.write(text);
            const signal = watch?.(output);
            const pid = child.pid;
            if (!signal || pid === undefined) return;
            const timer = setTimeout(() => process.kill(group ? -pid : pid, signal), delay);
            child.once("close", () => {
                clearTimeout(timer);
            });
        };
        child.stdout?.setEncoding("utf8").on("data", take);
        child.stderr?.setEncoding("utf8").on("data", take);
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code, output, seconds: (Date.now() - started) / 1000 });
        });
    });
}

/** Run a command that has to succeed, and return its output. */
export async function succeed(file: string, args: string[], options?: RunOptions): Promise<string> {
    const { code, output } = await run(file, args, options);
    if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${String(code)}:\n${output}`);
    return output;
}

/** The lab's own command, without npm around it: signals reach it. */
export function lab(args: string[], options?: RunOptions): Promise<Ended> {
    return run(process.execPath, ["--import", "tsx", "tests/lab/cli.ts", ...args], options);
}

/** This repository's own command, on the lab. */
export function alloyStack(args: string[], options?: RunOptions): Promise<Ended> {
    return lab(["exec", "node_modules/.bin/alloy-stack", ...args], options);
}

export function smoke(args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
    return run("tests/lab/smoke.sh", args, { env });
}
