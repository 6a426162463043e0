import { setTimeout as sleep } from "node:timers/promises";

import { PlainRemote } from "../../settings/plainRemote";
import { AgentPod, Agents, someOf } from "./agents";
import { sendingAdvice, sendingWords } from "./sending";
import { look, Look, Situation } from "./situation";
import { between, Counters, readCounters, Standing, standing, together } from "./traffic";

/** How a remote stands, by what the agents have counted in the time in which they were watched. */
export interface RemoteStanding {
    remote: PlainRemote;
    standing: Standing;
    counted: Counters;
    /** For how long they were watched, in seconds. */
    seconds: number;
    /** Why it does not take everything, and what to do about it. */
    cause?: string;
}

export interface WatchOptions {
    /** For how many seconds to wait for each remote to take something. */
    patience: number;
    /** Seconds between two readings. */
    interval?: number;
}

/** What an agent counts, by remote in their order. */
type Reading = Map<string, Counters[]>;

/**
 * Watch what the agents count until every remote has taken something since, or until patience ends. Counters say what was
 * since an agent was started; what has changed between two readings says how it is now.
 */
export async function watchRemotes(
    situation: Situation,
    { patience, interval = 5 }: WatchOptions,
): Promise<RemoteStanding[]> {
    const { agents, remotes } = situation;
    const started = Date.now();
    const before = await readAll(agents, remotes);
    for (;;) {
        await sleep(Math.min(interval, patience) * 1000);
        const after = await readAll(agents, remotes);
        const seconds = (Date.now() - started) / 1000;
        const found = remotes.map((remote, index) => standingOf(remote, index, before, after, seconds));
        const isDone = found.every((one) => one.standing === "takes");
        if (isDone || seconds >= patience) return Promise.all(found.map((one) => explained(one, situation)));
    }
}

async function readAll(agents: Agents, remotes: PlainRemote[]): Promise<Reading> {
    const pods = someOf(await agents.pods()).filter(({ ready }) => ready);
    const readings = pods.map(async ({ name }): Promise<[string, Counters[]][]> => {
        try {
            const metrics = await agents.ask(name, "metrics");
            return [[name, remotes.map((remote) => readCounters(remote, metrics))]];
        } catch {
            return []; // That an agent can't be asked is said of the agent.
        }
    });
    return new Map((await Promise.all(readings)).flat());
}

const worst: Standing[] = ["loses", "holds", "takes", "quiet"];

/** The worst of what any agent has. */
function standingOf(
    remote: PlainRemote,
    index: number,
    before: Reading,
    after: Reading,
    seconds: number,
): RemoteStanding {
    const counted = [...after].flatMap(([pod, counters]) => {
        const [earlier, now] = [before.get(pod)?.[index], counters[index]];
        return earlier && now ? [between(earlier, now)] : [];
    });
    const standings = counted.map(standing);
    return {
        remote,
        standing: worst.find((one) => standings.includes(one)) ?? "quiet",
        counted: together(counted),
        seconds,
    };
}

async function explained(found: RemoteStanding, situation: Situation): Promise<RemoteStanding> {
    if (found.standing === "takes" || found.standing === "quiet") return found;
    const pods = someOf(await situation.agents.pods()).filter(({ ready }) => ready);
    const looks = (await Promise.all(pods.map((pod) => tryToLook(pod, situation)))).flat();
    const words =
        looks.map((one) => sendingWords(found.remote, one)).find(Boolean) ?? answered(found.counted);
    return { ...found, cause: `${words}; ${sendingAdvice(words, found.remote, situation)}` };
}

async function tryToLook(pod: AgentPod, situation: Situation): Promise<Look[]> {
    return look(pod, situation).then(
        (one) => [one],
        () => [],
    );
}

/** What is known where no agent has logged a word. */
function answered({ answers }: Counters): string {
    const [[status] = []] = Object.entries(answers).filter(([code]) => !code.startsWith("2"));
    if (status === undefined || status === "-1") return "it gives no answer";
    return `the answer is ${status}`;
}
