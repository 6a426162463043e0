import { ClusterAccess } from "../../components/externalSecrets/clusterReader";
import { Remote, RemoteKind } from "../../components/remote";
import { say } from "../console";
import { Agents } from "./agents";
import { downTargets } from "./answers";
import { diagnose } from "./diagnose";
import { KubernetesAgents } from "./kubernetesAgents";
import { live, withProgress } from "./progress";
import { Absence, Module, queries, Query } from "./queries";
import { absence } from "./reading";
import { Backends, Result, run } from "./run";
import { table } from "./table";

export interface VerifyOptions {
    /** Only samples and lines that are newer count. */
    since: Date;
    /** For how many seconds to wait for them. */
    patience: number;
    /** Fail for what may be empty too. */
    strict?: boolean;
    /** Ask this module's queries only. */
    module?: Module;
}

/** The parts of a stack's settings that say what has to arrive. */
export interface Verified {
    clusterName: string;
    remotes: { remote: Remote }[];
    collect: { blockNode: boolean };
    cluster: ClusterAccess;
}

/**
 * Ask a stack's backends whether everything that its agents collect arrives, and print the answers; below them the
 * likely cause of each that is missing. Returns whether nothing is.
 */
export async function verify(stack: Verified, backends: Backends, options: VerifyOptions): Promise<boolean> {
    const asked = applying(stack, options.module).filter(({ language }) => backends[language]);
    if (asked.length === 0) {
        say("\nNothing to verify: the stack runs no backend that this could be asked.");
        return true;
    }
    const agents = new KubernetesAgents(stack.cluster);
    // Whoever can't be asked excuses nothing.
    const absent = (what: Absence) => absence(what, agents).catch(() => undefined);
    say(`\nSamples and lines that are newer than ${options.since.toISOString()}:`);
    const results = await withProgress(asked, (report) =>
        run(asked, backends, { ...options, absent, report }),
    );
    say(table(results, { ...(live && { width: process.stdout.columns }), colored: live }));
    sayExcuses(results);

    const green = results.every(({ verdict }) => verdict !== "RED");
    if (!green) await sayCauses(results, stack, backends, options, agents);
    return green;
}

/** The queries that a stack's settings promise an answer to. */
export function applying({ clusterName, remotes, collect }: Verified, module?: Module): Query[] {
    const sent = new Set(
        remotes.map(({ remote }) => (remote.kind === RemoteKind.Prometheus ? "promql" : "logql")),
    );
    return queries(clusterName).filter(
        (query) =>
            sent.has(query.language) &&
            (query.module !== "block-node" || collect.blockNode) &&
            (module === undefined || query.module === module),
    );
}

function sayExcuses(results: Result[]): void {
    const excuses = new Set(results.flatMap(({ excuse }) => excuse ?? []));
    if (excuses.size === 0) return;
    say("\nQuiet, which is no failure without --strict:");
    for (const excuse of excuses) say(`  ${excuse}`);
}

async function sayCauses(
    results: Result[],
    { clusterName, remotes }: Verified,
    { promql }: Backends,
    { since }: VerifyOptions,
    agents: Agents,
): Promise<void> {
    const situation = { agents, clusterName, remotes: remotes.map(({ remote }) => remote), since };
    const down = () => (promql ? downTargets(promql, clusterName, since) : Promise.resolve([]));
    say("\nLikely causes:");
    for (const cause of await diagnose(results, situation, down)) say(`  ${cause}`);
}
