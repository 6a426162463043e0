import { setTimeout as sleep } from "node:timers/promises";

import { likelyCause } from "./causes";
import { Awaited, Observed } from "./observed";

/** Reads an object as it is now, and what the operator last complained about it; and has the operator look at it now. */
export interface Reader {
    read(object: Awaited): Promise<Observed>;
    lastWarning(object: Awaited): Promise<string | undefined>;
    askAgain(object: Awaited): void;
}

/**
 * Wait until all of them are ready. Returns, for each that is not after `seconds`, what is wrong with it in the
 * operator's own words (its condition, and the event behind it), and the likely cause.
 */
export async function unready(objects: Awaited[], reader: Reader, seconds = 40): Promise<string[]> {
    const deadline = Date.now() + seconds * 1000;
    const asked = new Set<Awaited>();
    for (;;) {
        // All of them every time: a store may stop being ready while the secrets behind it are waited for.
        const problems = (await Promise.all(objects.map((object) => problemOf(object, reader)))).flat();
        if (problems.length === 0) return [];
        if (Date.now() > deadline) {
            const texts = problems.map(({ text }) => text);
            return [`not ready after ${seconds} s; the agents run meanwhile`, ...texts];
        }
        // The operator waits longer after each failure, up to a quarter of an hour; what was put right meanwhile it
        // finds when it is asked. Only once: Vault locks a user out after five wrong passwords.
        const now = worthAsking(problems.map(({ object }) => object)).filter((object) => !asked.has(object));
        for (const object of now) {
            reader.askAgain(object);
            asked.add(object);
        }
        await sleep(now.length > 0 ? 1_000 : 3_000);
    }
}

/** A secret that is asked for while its store is not ready fails once more, and is not looked at for longer. */
function worthAsking(objects: Awaited[]): Awaited[] {
    const stores = objects.filter(({ kind }) => kind === "ClusterSecretStore");
    return stores.length > 0 ? stores : objects;
}

/** What is wrong with an object, in a list that is empty if nothing is. */
async function problemOf(object: Awaited, reader: Reader): Promise<{ object: Awaited; text: string }[]> {
    const observed = await reader.read(object);
    if (isReady(observed)) return [];
    const said = await complaint(object, observed, reader);
    const likely = likelyCause(said);
    return [{ object, text: `${object.kind} ${object.name}: ${said}${likely ? `\n    ${likely}` : ""}` }];
}

async function complaint(object: Awaited, { status }: Observed, reader: Reader): Promise<string> {
    const ready = status?.conditions?.find(({ type }) => type === "Ready");
    if (!ready) return "the operator has not looked at it";
    if (ready.status === "True") return "the operator has not synced the last change";
    const said = [ready.reason, ready.message, await reader.lastWarning(object)].filter(Boolean).join(": ");
    // Vault's answers, which are passed on in it, come in several lines.
    return said.replace(/\s+/g, " ");
}

/**
 * Whether it is ready for what is asked of it now. "Ready" alone may be left from before a change: an ExternalSecret
 * must have been synced in this generation, and since it was last applied.
 */
export function isReady({ metadata, status }: Observed): boolean {
    if (status?.conditions?.find(({ type }) => type === "Ready")?.status !== "True") return false;
    if (status.syncedResourceVersion === undefined) return true; // A store: it has no such thing.
    const applied = (metadata.managedFields ?? [])
        .filter(({ subresource }) => subresource === undefined)
        .map(({ time = "" }) => time);
    const current = status.syncedResourceVersion.startsWith(`${metadata.generation ?? 0}-`);
    return current && applied.every((time) => time <= (status.refreshTime ?? ""));
}
