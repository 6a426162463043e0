import { AlloyStackArgs } from "../../components/args";
import { RemoteKind } from "../../components/remotes";
import { Settings } from "../../settings/settings";
import { say } from "../console";
import { agentsBehind } from "./configuration";
import { diagnose } from "./diagnose";
import { KubernetesAgents } from "./kubernetesAgents";
import { downTargets } from "./metrics";
import { live, withProgress } from "./progress";
import { Absence, inWordsOf, Module, queries, Query } from "./queries";
import { absence } from "./reading";
import { Backends, Result, run } from "./run";
import { Situation } from "./situation";
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
export type Verified = Pick<Settings, "cluster" | "remotes"> & {
    stack: Pick<AlloyStackArgs, "clusterName" | "monitorBlockNode">;
};

/**
 * Ask a stack's backends whether everything that its agents collect arrives, and print the answers; below them the
 * likely cause of each that is missing. Returns whether nothing is.
 */
export async function verify(stack: Verified, backends: Backends, options: VerifyOptions): Promise<boolean> {
    const { server } = backends.logql ?? { server: "loki" };
    const asked = inWordsOf(server, applying(stack, options.module)).filter(
        ({ language }) => backends[language],
    );
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

    const situation: Situation = {
        agents,
        clusterName: stack.stack.clusterName,
        remotes: stack.remotes,
        since: options.since,
    };
    const green = results.every(({ verdict }) => verdict !== "RED");
    return green ? sayBehind(situation) : sayCauses(results, situation, backends);
}

/** The queries that a stack's settings promise an answer to. */
export function applying({ remotes, stack }: Verified, module?: Module): Query[] {
    const sent = new Set(remotes.map(({ kind }) => (kind === RemoteKind.Prometheus ? "promql" : "logql")));
    return queries(stack.clusterName).filter(
        (query) =>
            sent.has(query.language) &&
            (query.module !== "block-node" || stack.monitorBlockNode) &&
            (module === undefined || query.module === module),
    );
}

function sayExcuses(results: Result[]): void {
    const excuses = new Set(results.flatMap(({ excuse }) => excuse ?? []));
    if (excuses.size === 0) return;
    say("\nQuiet, which is no failure without --strict:");
    for (const excuse of excuses) say(`  ${excuse}`);
}

/** Everything arrives; but do the agents run all that they were given? Returns whether they do, as far as they tell. */
async function sayBehind(situation: Situation): Promise<boolean> {
    // Whoever may not ask the cluster is told what arrives, and no more.
    const behind = await agentsBehind(situation).catch(() => []);
    if (behind.length > 0) say("\nEverything arrives, but:");
    for (const one of behind) say(`  ${one}`);
    return behind.length === 0;
}

async function sayCauses(results: Result[], situation: Situation, { promql }: Backends): Promise<false> {
    const { clusterName, since } = situation;
    const down = () => (promql ? downTargets(promql, clusterName, since) : Promise.resolve([]));
    say("\nLikely causes:");
    for (const cause of await diagnose(results, situation, down)) say(`  ${cause}`);
    return false;
}
