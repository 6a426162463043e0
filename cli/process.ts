import { Failure } from "./failure";

/** How a command that was run to its end ended. */
export interface Ended {
    code: number;
    stdout: string;
    stderr: string;
}

export interface ExecuteOptions {
    /** What to do where there is no such command, as the end of a sentence. */
    advice: string;
    cwd?: string;
    /** Beside what this process has. */
    env?: Record<string, string>;
    /** What it reads. Defaults to nothing. */
    input?: string;
}

/** Run a command to its end, whatever that is. Fails only where there is no such command. */
export async function execute(
    file: string,
    args: string[],
    { advice, ...options }: ExecuteOptions,
): Promise<Ended> {
    // An ES module whose own imports are only found by an import.
    const { execa } = await import("execa");
    const { code, exitCode, stdout, stderr } = await execa(file, args, {
        input: "",
        ...options,
        reject: false,
        stripFinalNewline: false,
    });
    if (code === "ENOENT") throw new Failure(`there is no ${file} command here; ${advice}`);
    return { code: exitCode ?? 1, stdout, stderr };
}

/** What a command says, as one line. */
export function oneLine(text: string): string {
    return text.trim().replace(/\s*\n\s*/g, "; ");
}
