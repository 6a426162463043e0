import { CommandError } from "@pulumi/pulumi/automation";

import { colored, note } from "../console";
import { Failure, Interrupted } from "../failure";
import { interruption } from "./interrupt";
import { isDead, lockedBy, locksIn } from "./lock";
import { OpenStack } from "./open";

/** What every operation of the engine is given. */
export interface EngineOptions {
    onOutput: (text: string) => void;
    onError: (text: string) => void;
    signal: AbortSignal;
    color: "always" | "never";
    configFile?: string;
}

/**
 * Run one of the engine's operations on a stack, and print what it says as it comes. A lock that a killed process has left
 * is taken away by Pulumi's own means, and the operation run again.
 */
export async function operate<T>(
    open: OpenStack,
    operation: (options: EngineOptions) => Promise<T>,
    print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<T> {
    try {
        return await once(open, operation, print);
    } catch (error) {
        const locks = locksIn((error as Error).message);
        if (locks.length === 0) throw error;
        const dead = await Promise.all(locks.map((lock) => isDead(lock)));
        if (!dead.every(Boolean)) throw new Failure(lockedBy(open.name, locks));
        note(
            `The last update of stack ${open.name} was killed (process ${locks.map(({ pid }) => pid).join(", ")}): its lock is removed, as pulumi cancel does.`,
        );
        await open.stack.cancel();
        return once(open, operation, print);
    }
}

async function once<T>(
    { place: { configFile } }: OpenStack,
    operation: (options: EngineOptions) => Promise<T>,
    print: (text: string) => void,
): Promise<T> {
    const stop = interruption();
    const said = { anything: false };
    try {
        return await operation({
            onOutput: (text) => {
                said.anything = true;
                stop.heard(text);
                print(text);
            },
            // What is said of a lock comes here, and is said in other words.
            onError: (text) => {
                if (locksIn(text).length === 0 && !/currently locked by/.test(text))
                    process.stderr.write(text);
            },
            signal: stop.signal,
            color: colored ? "always" : "never",
            ...(configFile && { configFile }),
        });
    } catch (error) {
        if (stop.interrupted()) throw new Interrupted("interrupted; the next run continues from here");
        if (said.anything && error instanceof CommandError && locksIn(error.message).length === 0)
            throw new Failure("pulumi has failed; it says above why", { cause: error });
        throw error;
    } finally {
        stop.end();
    }
}
