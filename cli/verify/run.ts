import { setTimeout as sleep } from "node:timers/promises";

import { Answer } from "./answers";
import { Backend, BackendProblem } from "./backend";
import { logsAnswer } from "./logs";
import { metricsAnswer } from "./metrics";
import { Absence, LogServer, Query } from "./queries";

/** "quiet": nothing came, and as far as it can be told there was nothing that could come. */
export type Verdict = "ok" | "RED" | "quiet";

/** A query and how it stands. */
export interface Result extends Answer {
    query: Query;
    verdict: Verdict;
    /** Why it is quiet. */
    excuse?: string;
    /** Why the server could not be asked. */
    problem?: string;
}

export interface RunOptions {
    /** Only what is newer counts. */
    since: Date;
    /** For how many seconds to ask again. */
    patience: number;
    /** Nothing that stays empty is excused. */
    strict?: boolean;
    /** Why there is nothing of that kind in the cluster; none if there is, or if nobody knows. */
    absent?: (what: Absence) => Promise<string | undefined>;
    /** Called with all results after each round. */
    report?: (results: Result[]) => void;
    /** Seconds between two rounds. */
    interval?: number;
}

/** The backends that there are, by the language of the queries that they answer. */
export interface Backends {
    promql?: Backend;
    /** It answers a log query in LogQL, or as a VictoriaLogs in LogsQL. */
    logql?: Backend & { server: LogServer };
}

/**
 * Ask every query until its answer has something new, or until patience ends. Queries without a backend are left out.
 * What may be empty is asked for as long as the others are waited for, and no longer.
 */
export async function run(queries: Query[], backends: Backends, options: RunOptions): Promise<Result[]> {
    const { patience, report, interval = 2 } = options;
    const deadline = Date.now() + patience * 1000;
    let results = queries
        .filter(({ language }) => backends[language])
        .map((query): Result => ({ query, found: 0, verdict: "RED" }));
    for (;;) {
        results = await Promise.all(
            results.map(async (result) =>
                result.verdict === "ok" ? result : askOne(result.query, backends, options),
            ),
        );
        const over = Date.now() >= deadline;
        results = await excuseAbsent(results, options, over);
        report?.(results);
        if (over || results.every(({ verdict }) => verdict !== "RED")) return results;
        await sleep(interval * 1000);
    }
}

async function askOne(query: Query, backends: Backends, { since, strict }: RunOptions): Promise<Result> {
    try {
        const result = await answer(query, backends, since);
        if (result.found > 0) return { query, ...result, verdict: result.unmet ? "RED" : "ok" };
        const excuse = strict ? undefined : query.mayBeEmpty;
        return { query, ...result, verdict: excuse ? "quiet" : "RED", ...(excuse && { excuse }) };
    } catch (error) {
        if (!(error instanceof BackendProblem)) throw error;
        return { query, found: 0, verdict: "RED", problem: error.message };
    }
}

function answer(query: Query, { promql, logql }: Backends, since: Date): Promise<Answer> {
    if (query.language === "promql" && promql) return metricsAnswer(promql, query, since);
    if (query.language === "logql" && logql) return logsAnswer(logql, logql.server, query, since);
    throw new Error(`no backend answers ${query.language}`);
}

/** Excuse what can't come, once nothing else is waited for: the cluster is asked for it, which takes a moment. */
async function excuseAbsent(
    results: Result[],
    { strict, absent }: RunOptions,
    over: boolean,
): Promise<Result[]> {
    const empty = ({ verdict, found, problem }: Result) => verdict === "RED" && found === 0 && !problem;
    const excusable = results.filter((result) => empty(result) && result.query.unlessAbsent);
    const red = results.filter(({ verdict }) => verdict === "RED");
    if (strict || !absent || excusable.length === 0 || (red.length > excusable.length && !over))
        return results;

    const kinds = new Set(excusable.flatMap(({ query }) => query.unlessAbsent ?? []));
    const asked = await Promise.all([...kinds].map(async (kind) => [kind, await absent(kind)] as const));
    const excuses = new Map(asked);
    return results.map((result) => {
        const excuse = result.query.unlessAbsent && excuses.get(result.query.unlessAbsent);
        return empty(result) && excuse ? { ...result, verdict: "quiet" as const, excuse } : result;
    });
}
