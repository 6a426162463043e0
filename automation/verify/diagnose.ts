import { readLog, readMetric } from "./agentApi";
import { agentConfigMap, agentNamespace, AgentPod } from "./agents";
import { DownTarget } from "./answers";
import { Language, Module } from "./queries";
import { readingCauses } from "./reading";
import { Result } from "./run";
import { sendingCauses } from "./sending";
import { belongsTo, inOrder, look, Look, Situation } from "./situation";
import { shown } from "./table";
import { targetCauses } from "./targets";

/** How many agents are asked: what is wrong is mostly wrong with all of them. */
const most = 20;

const namespace = `-n ${agentNamespace}`;

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
    const said = red.flatMap(({ query, problem, unmet }) =>
        problem ? [problem] : unmet ? [`${query.module}: ${shown(query)}: ${unmet}`] : [],
    );
    const unexplained = red.filter(({ problem }) => !problem);
    const stuck = languagesStuck(results);
    const causes = unexplained.length > 0 ? await clusterCauses(unexplained, stuck, situation, down) : [];
    return [...new Set([...said, ...causes])];
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
                `no agent runs: see kubectl ${namespace} describe daemonset grafana-alloy; pulumi up --refresh brings it back`,
            ];
        }
        const general = pods.filter(({ ready }) => !ready).map(notReady);
        const [looks, deaf] = await lookInto(pods.filter(({ ready }) => ready).slice(0, most), situation);
        general.push(...deaf, ...looks.flatMap(refusedConfig));
        if (looks.length === 0) return general;

        general.push(...stuck.flatMap((language) => sendingCauses(language, looks, situation)));
        const config = await agents.config();
        const targetsDown = await down().catch(() => []);
        const byModule = inOrder(red.map(({ query }) => query.module)).map(async (module) => {
            const ofModule = red.filter(({ query }) => query.module === module);
            const causes = await moduleCauses(module, ofModule, { config, looks, situation, targetsDown });
            return causes.length > 0 || general.length > 0 ? causes : unknown(module, ofModule);
        });
        return [...general, ...(await Promise.all(byModule)).flat()];
    } catch (error) {
        return [`the cluster can't be asked for the cause: ${(error as Error).message.trim()}`];
    }
}

function notReady({ name, reason = "unknown" }: AgentPod): string {
    return `agent ${name} is not ready: ${reason.trim()}; see kubectl ${namespace} describe pod ${name}`;
}

/** Those that answer, and a cause for each that doesn't. */
async function lookInto(pods: AgentPod[], situation: Situation): Promise<[Look[], string[]]> {
    const looks: Look[] = [];
    const deaf: string[] = [];
    const asked = pods.map(async (pod) => {
        try {
            looks.push(await look(pod, situation));
        } catch (error) {
            deaf.push(`agent ${pod.name} can't be asked: ${(error as Error).message.trim()}`);
        }
    });
    await Promise.all(asked);
    return [looks, deaf];
}

/** An agent that takes no new configuration goes on with the one before. */
function refusedConfig({ pod, metrics, log }: Look): string[] {
    const refused = readMetric(metrics, "alloy_config_last_load_successful").some(({ value }) => value === 0);
    if (!refused) return [];
    const words =
        readLog(log).findLast(({ msg, err }) => msg?.includes("config") && err)?.err ??
        "its log of this time has no reason";
    return [`agent ${pod.name} refuses its configuration and runs the one before: ${words}`];
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
    const where = `ConfigMap ${agentNamespace}/${agentConfigMap}`;
    if (!config?.includes(`// Module: ${module} (${module}.alloy)`)) {
        return [`${module}: ${where} lacks this module: pulumi up --refresh puts it back`];
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
function unknown(module: Module, red: Result[]): string[] {
    const reasons = red.flatMap(({ query, unmet }) =>
        unmet ? [] : [`${shown(query)}: ${query.mayBeEmpty ?? "no cause found"}`],
    );
    return reasons.map(
        (reason) =>
            `${module}: ${reason}; see kubectl ${namespace} logs daemonset/grafana-alloy --container alloy`,
    );
}
