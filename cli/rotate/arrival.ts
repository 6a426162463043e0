import { setTimeout as sleep } from "node:timers/promises";

import { Awaited } from "../../components/secrets/observed";
import { isReady } from "../../components/secrets/readiness";
import { SecretReader } from "../verify/secrets";
import { RemoteStanding } from "../verify/remotes";
import { Arrival } from "./rotate";

/** What has to be looked at to know that agents use a secret. */
export interface ArrivalSources {
    /** The remote's ExternalSecret. */
    object: Awaited;
    reader: SecretReader;
    /** What the agents count of the remote, watched for a while. */
    watch(): Promise<RemoteStanding | undefined>;
    note(text: string): void;
}

export interface ArrivalTimes {
    /** For how many seconds to wait for the operator, which looks once a minute. */
    patience: number;
    /** Seconds that a node may take until a changed Secret is in its pods' files. Defaults to 120. */
    settle?: number;
    /** Seconds between two looks at the operator's object. Defaults to 3. */
    interval?: number;
}

/**
 * Wait until the operator has read Vault once more, and the nodes have had their time; then see whether the remote takes what
 * agents send. The operator's own times are compared with each other: this machine's clock may be another.
 */
export async function awaitArrival(sources: ArrivalSources, times: ArrivalTimes): Promise<Arrival> {
    const { settle = 120 } = times;
    try {
        const problem = await readAgain(sources, times);
        if (problem) return { state: "fails", words: problem };
    } catch (error) {
        const words = `The cluster can't be asked whether its agents have it: ${(error as Error).message.trim()}`;
        return { state: "unknown", words };
    }
    sources.note(`The operator has read it; the nodes need up to ${settle} s.`);
    await sleep(settle * 1000);
    const found = await sources.watch();
    if (!found) return { state: "unknown", words: "No agent could be asked" };
    if (found.standing === "takes") return { state: "takes" };
    if (found.standing === "quiet") return { state: "unknown", words: "Agents had nothing to send" };
    return { state: "fails", words: found.cause ?? "it does not take what agents send" };
}

/** Wait for a reading of Vault that began after the secret was written. Returns why there is none. */
async function readAgain(
    { object, reader }: ArrivalSources,
    { patience, interval = 3 }: ArrivalTimes,
): Promise<string | undefined> {
    const deadline = Date.now() + patience * 1000;
    // A reading that was under way when the secret was written has ended by now.
    await sleep(interval * 1000);
    const first = (await reader.read(object))?.status?.refreshTime;
    for (;;) {
        await sleep(interval * 1000);
        const now = await reader.read(object);
        if (now && isReady(now) && now.status?.refreshTime !== first) return undefined;
        if (Date.now() >= deadline) {
            const warning = await reader.lastWarning(object);
            const said = warning ? `: ${warning.replace(/\s+/g, " ")}` : "";
            return `the operator has not read Vault again in ${patience} s${said}`;
        }
    }
}
