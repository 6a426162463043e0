import { Listr } from "listr2";

import { StackResult } from "./results";
import { took } from "./table";

type Each = (stack: string, onLine: (line: string) => void) => Promise<StackResult>;

/** Shows how far each stack is: a line that changes for each on a terminal, one when it has ended elsewhere. */
export class Lines {
    constructor(
        private readonly live: boolean,
        private readonly print: (text: string) => void,
    ) {}

    /** Do `each` for every stack, `parallel` at once, and return what comes of it in the stacks' order. */
    async show(stacks: string[], parallel: number, each: Each): Promise<StackResult[]> {
        const results = new Map<string, StackResult>();
        const tasks = stacks.map((stack) => ({
            title: stack,
            task: async (_: unknown, task: { title: string; output: string }) => {
                const result = await each(stack, (line) => (task.output = line));
                results.set(stack, result);
                const text = lineOf(result);
                if (!this.live) this.print(`[${results.size}/${stacks.length}] ${text}`);
                task.title = text;
                if (!isGood(result)) throw new Error(text);
            },
        }));
        const listr = new Listr(tasks, {
            concurrent: parallel,
            exitOnError: false,
            renderer: this.live ? "default" : "silent",
            registerSignalListeners: false,
        });
        await listr.run();
        return stacks.flatMap((stack) => results.get(stack) ?? []);
    }
}

export function isGood({ outcome }: StackResult): boolean {
    return outcome === "ok" || outcome === "green before";
}

function lineOf({ stack, outcome, seconds, says }: StackResult): string {
    const how = outcome === "ok" || outcome === "failed" ? ` in ${took(seconds)}` : "";
    return `${stack}: ${outcome}${how}${says ? `: ${says}` : ""}`;
}
