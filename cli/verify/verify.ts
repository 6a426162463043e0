import { AlloyStackArgs } from "../../components/args";
import { isOn } from "../../components/agent/modules";
import { OptionalInstallation } from "../../components/installation";
import { RemoteKind } from "../../components/remotes";
import { Settings } from "../../settings/settings";
import { diagnose } from "./diagnose";
import { KubernetesAgents } from "./kubernetesAgents";
import { placeOfAgents } from "./agents";
import { downTargets } from "./metrics";
import { Absence, forCluster, inWordsOf, Module, queries, Query } from "./queries";
import { absence } from "./reading";
import { watchRemotes } from "./remotes";
import { agentsStanding } from "./rollout";
import { Backends, Result, run } from "./run";
import { ClusterSecretReader, secretObjects, secretStandings } from "./secrets";
import { Situation } from "./situation";
import { Verification } from "./verification";

export interface VerifyOptions {
    /** Only samples and lines that are newer count. */
    since: Date;
    /** For how many seconds to wait for them. */
    patience: number;
    /** Fail for what may be empty too. */
    strict?: boolean;
    /** Ask this module's queries only, and nothing else. */
    module?: Module;
    /** The servers are for this stack alone: what they have is the cluster's. Defaults to false. */
    own?: boolean;
    /** Called with all queries' results after each round. */
    report?: (results: Result[]) => void;
}

/** The parts of a stack's settings that say what has to arrive. */
export type Verified = Pick<Settings, "cluster" | "remotes"> & {
    stack: Pick<
        AlloyStackArgs,
        | "clusterName"
        | "modules"
        | "monitorBlockNode"
        | "nodeExporter"
        | "namespaces"
        | "externalSecretStore"
        | "prometheusRemotes"
        | "lokiRemotes"
    >;
};

/** Find out whether a stack's agents run, have their secrets, and get everything to every remote. */
export async function verify(
    name: string,
    verified: Verified,
    backends: Backends,
    options: VerifyOptions,
): Promise<Verification> {
    const { strict = false, module, since } = options;
    const agents = new KubernetesAgents(verified.cluster, placeOfAgents(verified.stack));
    const { clusterName } = verified.stack;
    const situation: Situation = { agents, clusterName, remotes: verified.remotes, since };
    const unasked: string[] = [];
    /** What the cluster says; that it could not be asked is told once. */
    const ofCluster = async <T>(question: () => Promise<T>, otherwise: T): Promise<T> => {
        try {
            if (module === undefined && unasked.length === 0) return await question();
        } catch (error) {
            const what = (error as Error).message.trim();
            const reason = `the cluster can't be asked: ${what}; start it, or correct alloy-stack:kubeconfig and alloy-stack:context`;
            if (!unasked.includes(reason)) unasked.push(reason);
        }
        return otherwise;
    };
    const asked = askedQueries(verified, backends, options);
    const [results, remotes] = await Promise.all([
        asked.length === 0 ? [] : run(asked, backends, { ...options, absent: absenceOf(situation) }),
        ofCluster(() => watchRemotes(situation, options), []),
    ]);
    const secrets = await ofCluster(() => secretsOf(verified, situation), []);
    const standing = await ofCluster(() => agentsStanding(situation), undefined);
    const isRed = results.some(({ verdict }) => verdict === "RED");
    const causes = isRed ? await diagnose(results, situation, () => downOf(situation, backends)) : [];
    return {
        stack: name,
        ...(standing && { agents: standing }),
        secrets,
        remotes,
        queries: results,
        causes,
        unasked,
        strict,
    };
}

/** The queries that a stack's settings promise an answer to, in the words of the servers that there are. */
export function askedQueries(
    verified: Verified,
    backends: Backends,
    { module, own }: VerifyOptions,
): Query[] {
    const { server } = backends.logql ?? { server: "loki" };
    const promised = applying(verified, module).filter(({ language }) => backends[language]);
    const { clusterName } = verified.stack;
    return inWordsOf(server, own ? promised : promised.map((query) => forCluster(query, clusterName)));
}

export function applying({ remotes, stack }: Verified, module?: Module): Query[] {
    const sent = new Set(remotes.map(({ kind }) => (kind === RemoteKind.Prometheus ? "promql" : "logql")));
    return queries(stack.clusterName).filter(
        (query) =>
            sent.has(query.language) &&
            isCollected(query, stack) &&
            (module === undefined || query.module === module),
    );
}

/** Whether a stack has the module that a query asks for. */
function isCollected({ module, text }: Query, stack: Verified["stack"]): boolean {
    const { modules, nodeExporter, monitorBlockNode = false } = stack;
    const isCadvisor = text.startsWith("container_");
    return {
        "agent-metrics": isOn(modules, "agentMetrics"),
        "node-exporter": nodeExporter !== OptionalInstallation.None,
        kubelet: isOn(modules, isCadvisor ? "cadvisor" : "kubelet"),
        syslog: isOn(modules, "syslog"),
        "block-node": monitorBlockNode,
        // They are metrics of the agents' own.
        remotes: isOn(modules, "agentMetrics"),
    }[module];
}

/** If the cluster cannot be asked, nothing is excused. */
function absenceOf({ agents }: Situation) {
    return (what: Absence) => absence(what, agents).catch(() => undefined);
}

function secretsOf({ stack, cluster }: Verified, { agents }: Situation) {
    const remotes = [
        ...(stack.prometheusRemotes ?? []).map((remote) => ({ ...remote, kind: RemoteKind.Prometheus })),
        ...(stack.lokiRemotes ?? []).map((remote) => ({ ...remote, kind: RemoteKind.Loki })),
    ];
    const objects = secretObjects(remotes, agents.place.namespace, stack.externalSecretStore);
    return secretStandings(objects, new ClusterSecretReader(cluster));
}

async function downOf({ clusterName, since }: Situation, { promql }: Backends) {
    return promql ? downTargets(promql, clusterName, since) : [];
}
