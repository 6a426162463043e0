import { setTimeout as sleep } from "node:timers/promises";

import { readLog, readMetric } from "./agentApi";
import { AgentPod, Agents, someOf } from "./agents";
import { look, Look, Situation } from "./situation";

// Whether agents run the configuration that they were given. An agent keeps a component that sends to a Loki until it has
// sent or dropped its last batch. If that Loki does not answer, Alloy 1.11 needs up to a quarter of an hour, and answers no
// request meanwhile. If the remote was removed from the configuration, Alloy 1.11 never starts new components.

/** An agent needs a moment between reading its configuration and running it; that is not reported. */
const aMoment = 5_000;

/** Agents that do not run their configuration. No query shows it, because data continues to arrive. */
export async function agentsBehind(situation: Situation, moment = aMoment): Promise<string[]> {
    if ((await askAll(situation)).length === 0) return [];
    await sleep(moment);
    return askAll(situation);
}

async function askAll(situation: Situation): Promise<string[]> {
    const pods = await situation.agents.pods();
    const found = someOf(pods).map(async (pod) => {
        if (!pod.ready) return takingOn(pod, situation);
        return look(pod, situation).then(
            (one) => behind(one, situation),
            () => takingOn(pod, situation),
        );
    });
    return (await Promise.all(found)).flat();
}

/** Why an agent doesn't get on with a configuration that it is taking on; if that isn't what it does, `otherwise`. */
export async function takingOn(
    { name }: AgentPod,
    { agents, since }: Situation,
    otherwise?: string,
): Promise<string[]> {
    // An agent that can't be asked for its log says nothing of the kind.
    const lines = readLog(await agents.log(name, since).catch(() => ""));
    const last = (words: string) => lines.findLastIndex(({ msg }) => msg?.startsWith(words));
    const begun = last("starting complete graph evaluation");
    if (begun < 0 || begun < last("finished complete graph evaluation")) return otherwise ? [otherwise] : [];
    const time = lines[begun]?.ts?.replace(/\.\d+Z$/, "Z") ?? "some time ago";
    return [`agent ${name} has been taking on its configuration since ${time}: ${advice(name, agents)}`];
}

/** Why an agent does not run all of the configuration that it was given. */
export function behind(one: Look, { agents }: Situation): string[] {
    return [...refusedConfig(one), ...notStarted(one, agents)];
}

/**
 * An agent that refuses a configuration runs the one before. Its metric is about the text alone: of a text that can be parsed and
 * names a component that does not exist, only the log tells, at each attempt; what reloads it tries again every few seconds.
 */
export function refusedConfig({ pod, metrics, log }: Look): string[] {
    const lines = readLog(log);
    const last = lines.findLast(({ msg = "" }) => [failed, reloaded].includes(msg));
    const unparsed = readMetric(metrics, "alloy_config_last_load_successful").some(
        ({ value }) => value === 0,
    );
    if (!unparsed && last?.msg !== failed) return [];
    const words =
        lines.findLast(({ msg, err }) => msg?.includes("config") && err)?.err ??
        "its log of this time has no reason";
    return [`agent ${pod.name} refuses its configuration and runs the one before: ${words}`];
}

const [failed, reloaded] = ["failed to reload config", "config reloaded"];

function notStarted({ pod: { name }, components }: Look, agents: Agents): string[] {
    const waiting = components.filter(({ started }) => !started).map(({ id }) => id);
    if (waiting.length === 0) return [];
    return [`agent ${name} has not started ${waiting.join(", ")}: ${advice(name, agents)}`];
}

function advice(pod: string, { place: { namespace } }: Agents): string {
    return (
        "did a Loki that it sent to stop answering? It may not recover by itself: " +
        `kubectl -n ${namespace} delete pod ${pod}; what it had read and not sent to that Loki yet is lost`
    );
}
