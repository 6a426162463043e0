import { Agents, AgentPod, someOf } from "./agents";
import { agentsBehind, takingOn } from "./configuration";
import { deaf, notReady } from "./diagnose";
import { look, Situation } from "./situation";

/** Whether the agents are all there, and run what they were given. */
export interface AgentsStanding {
    desired: number;
    ready: number;
    /** What is wrong, with what to do about it; empty if nothing is. */
    problems: string[];
}

/** The state of the agents. Throws if the cluster does not answer. States that last only a moment are not reported. */
export async function agentsStanding(situation: Situation, moment?: number): Promise<AgentsStanding> {
    const { agents } = situation;
    const [rollout, pods] = await Promise.all([agents.rollout(), agents.pods()]);
    if (!rollout) return { desired: 0, ready: 0, problems: [noDaemonSet(agents)] };
    const { desired, ready, current } = rollout;
    const each = await Promise.all(someOf(pods).map((pod) => problemsOf(pod, situation)));
    const problems = [...new Set([...each.flat(), ...(await agentsBehind(situation, moment))])];
    return {
        desired,
        ready,
        problems: [
            ...(desired === 0 ? [`no node is to have an agent: see ${inNamespace(agents)} daemonset`] : []),
            ...(current < desired
                ? [`${desired - current} of ${desired} agents are of an earlier version`]
                : []),
            ...problems,
            ...(ready < desired && problems.length === 0
                ? [`${desired - ready} of ${desired} agents are not ready: see ${inNamespace(agents)} pods`]
                : []),
        ],
    };
}

async function problemsOf(pod: AgentPod, situation: Situation): Promise<string[]> {
    if (!pod.ready) return takingOn(pod, situation, notReady(pod, situation.agents));
    return look(pod, situation).then(
        () => [],
        (error: unknown) => takingOn(pod, situation, deaf(pod, error as Error)),
    );
}

function noDaemonSet(agents: Agents): string {
    const { namespace, daemonSet } = agents.place;
    return `there is no DaemonSet ${namespace}/${daemonSet}: pulumi up --refresh creates it again`;
}

function inNamespace({ place: { namespace } }: Agents): string {
    return `kubectl -n ${namespace} get`;
}
