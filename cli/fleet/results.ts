import * as fs from "node:fs";
import * as path from "node:path";

import { z } from "zod";

/** "interrupted": it was told to end. "not begun": the fleet was. "green before": left out, as it was green the last time. */
const outcomes = ["ok", "failed", "interrupted", "not begun", "green before"] as const;
export type StackOutcome = (typeof outcomes)[number];

/** How an operation ended for one stack. */
export interface StackResult {
    stack: string;
    outcome: StackOutcome;
    /** The command's exit code. */
    code?: number;
    seconds: number;
    /** What it came to, as one line. */
    says: string;
    /** The file with all that it said. */
    log?: string;
    /** What the command prints with --json. */
    report?: unknown;
}

const kept = z.object({
    /** The project's folder: stacks of another have other names, or the same. */
    folder: z.string(),
    stacks: z.record(z.string(), z.enum(outcomes)),
});

/** Keeps how each stack ended, so that the next run can leave out what is green. */
export class Results {
    private readonly file: string;
    private stacks: Record<string, StackOutcome> = {};

    /** `logs` is the operation's folder, `folder` the project's. */
    constructor(
        private readonly logs: string,
        private readonly folder: string,
    ) {
        this.file = path.join(logs, "results.json");
    }

    /** Take up what the last run has left; whatever is damaged or another project's counts as nothing. */
    resume(): void {
        try {
            const found = kept.parse(JSON.parse(fs.readFileSync(this.file, "utf8")));
            if (found.folder === this.folder) this.stacks = found.stacks;
        } catch {
            this.stacks = {};
        }
    }

    isGreen(stack: string): boolean {
        return ["ok", "green before"].includes(this.stacks[stack] ?? "");
    }

    /** Written each time: a run may be killed. */
    note({ stack, outcome }: StackResult): void {
        this.stacks[stack] = outcome;
        fs.mkdirSync(this.logs, { recursive: true });
        const temporary = `${this.file}.new`;
        fs.writeFileSync(
            temporary,
            JSON.stringify({ folder: this.folder, stacks: this.stacks }, undefined, 4),
        );
        fs.renameSync(temporary, this.file);
    }
}
