import { interrupt } from "./command";

const plain = !process.stdout.isTTY || Boolean(process.env.CI);

/** Live lines on a terminal, plain ones in CI and in files. */
export const rendering = {
    renderer: plain ? ("verbose" as const) : ("default" as const),
    rendererOptions: plain ? {} : { collapseSubtasks: false },
    registerSignalListeners: false,
};

/** A listr task that says every now and then what it is at and for how long. */
export function ticking(
    work: (progress: (line: string) => void) => Promise<void>,
): (context: unknown, task: { output: string; title: string }) => Promise<void> {
    return async (_, task) => {
        const started = Date.now();
        let line = "starting";
        const say = () => (task.output = `${task.title}: ${line}, ${elapsed(Date.now() - started)}`);
        const timer = setInterval(say, plain ? 60_000 : 1_000);
        try {
            await work((next) => {
                line = next;
            });
            if (plain) task.title += ` (${elapsed(Date.now() - started)})`;
        } finally {
            clearInterval(timer);
        }
        interrupt.signal.throwIfAborted();
    };
}

/** 754000 → "12:34". */
export function elapsed(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
