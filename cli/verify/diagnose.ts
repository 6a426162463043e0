import { AgentPod, Agents, someOf } from "./agents";
import { DownTarget } from "./metrics";
import { behind, refusedConfig, takingOn } from "./configuration";
import { Language, Module } from "./queries";
import { readingCauses } from "./reading";
import { Result } from "./run";
import { sendingCauses } from "./sending";
import { belongsTo, inOrder, look, Look, Situation } from "./situation";
import { shown } from "./table";
import { targetCauses } from "./targets";

/**
 * Find out why queries are red, a line for each cause: what is wrong, where, and what to do. The backend's own problems
 * come first, then what the cluster and the agents say.
 */
export async function diagnose(
    results: Result[],
    situation: Situation,
    down: () => Promise<DownTarget[]> = () => Promise.resolve([]),
): Promise<string[]> {
    const red = results.filter(({ verdict }) => verdict === "RED");
    const said = red.flatMap(({ query, problem, unmet = [] }) =>
        problem ? [problem] : unmet.map((one) => `${query.module}: ${shown(query)}: ${one}`),
    );
    const unexplained = red.filter(({ problem }) => !problem);
    const stuck = languagesStuck(results);
    const causes = unexplained.length > 0 ? await clusterCauses(unexplained, stuck, situation, down) : [];
    return [...new Set([...said, ...causes, ...fewReasons(red, situation)])];
}

/** Of several remotes that refuse samples, an agent logs one's words in a minute: it takes the others' for repeated. */
function fewReasons(red: Result[], { agents }: Situation): string[] {
    const several = red.some(({ query, unmet = [] }) => query.expects === "steady" && unmet.length > 1);
    if (!several) return [];
    return [
        `an agent tells why of one remote in a minute; more are found with ${logsOf(agents)} | grep non-recoverable`,
    ];
}

/** Those of which nothing arrives, or of which a remote refuses some. What flows now may have been refused before. */
function languagesStuck(results: Result[]): Language[] {
    const languages: Language[] = ["promql", "logql"];
    return languages.filter((language) => {
        const ours = results.filter(({ query }) => query.language === language);
        const red = ours.filter(({ verdict }) => verdict === "RED");
        const refused = red.some(({ query, unmet }) => query.expects === "steady" && unmet);
        return red.length > 0 && (refused || ours.every(({ verdict }) => verdict !== "ok"));
    });
}

async function clusterCauses(
    red: Result[],
    stuck: Language[],
    situation: Situation,
    down: () => Promise<DownTarget[]>,
): Promise<string[]> {
    const { agents } = situation;
    try {
        const pods = await agents.pods();
        if (pods.length === 0) {
            return [
                `no agent runs: see ${kubectl(agents)} describe daemonset ${agents.place.daemonSet}; pulumi up --refresh creates it again`,
            ];
        }
        const [looks, general] = await lookInto(someOf(pods), situation);
        general.push(...looks.flatMap((one) => behind(one, situation)));
        if (looks.length === 0) return general;

        general.push(...stuck.flatMap((language) => sendingCauses(language, looks, situation)));
        const config = await agents.config();
        const targetsDown = await down().catch(() => []);
        const byModule = inOrder(red.map(({ query }) => query.module)).map(async (module) => {
            const ofModule = red.filter(({ query }) => query.module === module);
            const causes = await moduleCauses(module, ofModule, { config, looks, situation, targetsDown });
            return causes.length > 0 || general.length > 0 ? causes : unknown(module, ofModule, agents);
        });
        return [...general, ...(await Promise.all(byModule)).flat()];
    } catch (error) {
        return [`the cluster can't be asked for the cause: ${(error as Error).message.trim()}`];
    }
}

/** Everything about the agents is in their namespace. */
function kubectl({ place: { namespace } }: Agents): string {
    return `kubectl -n ${namespace}`;
}

function logsOf(agents: Agents): string {
    return `${kubectl(agents)} logs daemonset/${agents.place.daemonSet} --container alloy`;
}

export function notReady({ name, reason = "unknown" }: AgentPod, agents: Agents): string {
    return `agent ${name} is not ready: ${reason.trim()}; see ${kubectl(agents)} describe pod ${name}`;
}

export function deaf({ name }: AgentPod, { message }: Error): string {
    return `agent ${name} can't be asked: ${message.trim()}`;
}

/** Those that are ready and answer, and a cause for each that isn't or doesn't. */
async function lookInto(pods: AgentPod[], situation: Situation): Promise<[Look[], string[]]> {
    const looks: Look[] = [];
    const causes: string[] = [];
    const asked = pods.map(async (pod) => {
        const found = pod.ready
            ? await look(pod, situation).catch((error: unknown) => deaf(pod, error as Error))
            : notReady(pod, situation.agents);
        if (typeof found === "string") causes.push(...(await takingOn(pod, situation, found)));
        else looks.push(found);
    });
    await Promise.all(asked);
    return [looks, causes];
}

interface Known {
    config: string | undefined;
    looks: Look[];
    situation: Situation;
    targetsDown: DownTarget[];
}

async function moduleCauses(
    module: Module,
    red: Result[],
    { config, looks, situation, targetsDown }: Known,
): Promise<string[]> {
    const { agents } = situation;
    const where = `ConfigMap ${agents.place.namespace}/${agents.place.configMap}`;
    if (!config?.includes(`// Module: ${module} (${module}.alloy)`)) {
        return [`${module}: ${where} lacks this module: pulumi up --refresh adds it again`];
    }
    const asks = (language: string) => red.some(({ query }) => query.language === language);
    return [
        ...looks.flatMap((one) => componentCauses(module, one)),
        ...(asks("promql") ? await targetCauses(module, looks, situation, targetsDown) : []),
        ...(asks("logql") ? readingCauses(module, looks) : []),
    ];
}

function componentCauses(module: Module, one: Look): string[] {
    const { pod, components } = one;
    const ours = components.filter(({ id }) => belongsTo(id, module));
    if (ours.length === 0) {
        if (refusedConfig(one).length > 0) return [];
        return [
            `${module}: agent ${pod.name} does not run this module yet: the kubelet takes a minute or two to hand over a ConfigMap`,
        ];
    }
    return ours
        .filter(({ healthy }) => !healthy)
        .map(({ id, message }) => `${module}: ${id} of agent ${pod.name} is unhealthy: ${message}`);
}

/** Nothing wrong was found: what is known of the queries, and where to look. */
function unknown(module: Module, red: Result[], agents: Agents): string[] {
    const reasons = red.flatMap(({ query, unmet }) =>
        unmet ? [] : [`${shown(query)}: ${query.mayBeEmpty ?? "no cause found"}`],
    );
    return reasons.map((reason) => `${module}: ${reason}; see ${logsOf(agents)}`);
}
