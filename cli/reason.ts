import { CommanderError } from "commander";

/** What went wrong, for the user. A defect is printed with its place in the code. */
export function reason(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const isDefect = ["TypeError", "ReferenceError", "RangeError", "AssertionError"].includes(error.name);
    if (isDefect && error.stack) return error.stack;
    return isOfPulumi(error)
        ? `the command failed; what Pulumi says:\n${lastLines(error.message)}`
        : error.message;
}

export function exitCodeOf(error: unknown): number {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return isInterrupted(error) ? 130 : 1;
}

function isInterrupted(error: unknown): boolean {
    return error instanceof Error && ["Interrupted", "ExitPromptError"].includes(error.name);
}

/** The Automation API's, which is loaded only with the commands that use it. */
function isOfPulumi({ message }: Error): boolean {
    return /^code: -?\d+\n stdout: /.test(message);
}

function lastLines(said: string): string {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    return lines.slice(-12).join("\n");
}
