import { Listr } from "listr2";

import { live, note } from "../console";
import { Module, Query } from "./queries";
import { Result } from "./run";
import { inOrder } from "./situation";
import { age, shown } from "./table";

/**
 * Do work on queries, and show a line for each module meanwhile: how many of its queries are answered, and what is
 * waited for. `work` reports after each round.
 */
export async function withProgress<T>(
    queries: Query[],
    work: (report: (results: Result[]) => void) => Promise<T>,
): Promise<T> {
    const modules = inOrder(queries.map(({ module }) => module));
    const lines = new Map(modules.map((module) => [module, new Line(module)]));
    const tasks = modules.map((module) => ({
        title: module,
        task: (_: unknown, task: Task) => lines.get(module)?.follow(task),
    }));
    const listr = new Listr(tasks, {
        concurrent: true,
        exitOnError: false,
        renderer: live ? "default" : "silent",
        registerSignalListeners: false,
    });
    const shownLines = listr.run();
    const plain = new PlainLines();
    const report = (results: Result[]) => {
        if (!live) plain.report(results);
        for (const [module, line] of lines)
            line.report(results.filter(({ query }) => query.module === module));
    };
    try {
        return await work(report);
    } finally {
        for (const line of lines.values()) line.end();
        await shownLines;
    }
}

/** What a file or CI sees: how far it is, twice a minute. */
class PlainLines {
    private readonly started = Date.now();
    private last = -Infinity;

    report(results: Result[]): void {
        const waiting = results.find(({ verdict }) => verdict === "RED");
        if (!waiting || Date.now() - this.last < 30_000) return;
        this.last = Date.now();
        const done = results.filter(({ verdict }) => verdict === "ok").length;
        const counted = `${done} of ${results.length} answered after ${age(this.last - this.started)}`;
        note(`${counted}, waiting for ${shown(waiting.query)}`);
    }
}

interface Task {
    title: string;
    output: string;
}

/** One module's line. */
class Line {
    private task: Task | undefined;
    private finish: (failure?: Error) => void = () => undefined;
    private red = 0;

    constructor(private readonly module: Module) {}

    /** Ends when everything of the module is answered, or the run is over. */
    follow(task: Task): Promise<void> {
        this.task = task;
        return new Promise((resolve, reject) => {
            this.finish = (failure) => {
                // A line that has ended takes no more output.
                this.task = undefined;
                if (failure) reject(failure);
                else resolve();
            };
        });
    }

    report(results: Result[]): void {
        if (!this.task) return;
        const done = results.filter(({ verdict }) => verdict === "ok").length;
        const red = results.filter(({ verdict }) => verdict === "RED");
        this.red = red.length;
        this.task.title = `${this.module}: ${done} of ${results.length} answered`;
        this.task.output = red[0] ? `waiting for ${shown(red[0].query)}` : "";
        if (done === results.length) this.finish();
    }

    end(): void {
        this.finish(
            this.red > 0 ? new Error(`${this.module}: ${this.red} without a good answer`) : undefined,
        );
    }
}
