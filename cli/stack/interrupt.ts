/** How long the engine may need to say that it was interrupted too, in milliseconds. */
const aMoment = 1_000;

/** Passes on to the engine, once, that this process was told to end. */
export interface Interruption {
    /** What the engine is to be interrupted by. */
    signal: AbortSignal;
    /** Whether this process was told to end. */
    interrupted(): boolean;
    /** The engine's output: in it stands whether it knows. */
    heard(text: string): void;
    /** Signals end this process again. */
    end(): void;
}

/**
 * Take signals for the time of an operation. A terminal sends Ctrl-C to the engine as well, others only to this process;
 * and the engine takes a second one for an order to drop what it is doing. So it gets one from here if it does not say in a
 * moment that it has had one.
 */
export function interruption(): Interruption {
    const controller = new AbortController();
    let [told, knows] = [false, false];
    let timer: NodeJS.Timeout | undefined;
    const onSignal = () => {
        told = true;
        timer ??= setTimeout(() => {
            if (!knows) controller.abort();
        }, aMoment);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.on(signal, onSignal);
    return {
        signal: controller.signal,
        interrupted: () => told,
        heard: (text) => {
            knows ||= /received; cancelling/.test(text);
        },
        end: () => {
            clearTimeout(timer);
            for (const signal of signals) process.off(signal, onSignal);
        },
    };
}
