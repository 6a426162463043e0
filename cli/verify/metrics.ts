import { Answer, lookback } from "./answers";
import { ask, Backend } from "./backend";
import { Expectation, Query } from "./queries";

/** What has said nothing for so long is not asked for its value: an agent that ends leaves no mark in its series. */
const silence = 60_000;

interface Series {
    metric: Record<string, string>;
    /** Times in seconds, values as text. A series of histograms has none. */
    values?: [number, string][];
}

/**
 * A selector's samples of the last minutes, with their own times, and beside it the series that are there now: a
 * target that is gone leaves samples behind, and says with a mark that only the second question sees that it ended.
 */
export async function metricsAnswer(
    backend: Backend,
    { text, expects, counts = () => true }: Query,
    since: Date,
): Promise<Answer> {
    const [all, current] = await Promise.all([
        series(backend, `${text}[${lookback / 1000}s]`),
        series(backend, text),
    ]);
    const recent = all.filter(({ metric }) => counts(metric));
    const living = new Set(current.map(({ metric }) => key(metric)));
    const fresh = recent.filter((one) => lastTime(one) > since.getTime() && living.has(key(one.metric)));
    const newest = Math.max(...recent.map(lastTime));
    const unmet = expects ? unmetByRemote(fresh, expects) : [];
    return {
        found: fresh.length,
        ...(Number.isFinite(newest) && { newest }),
        ...(unmet.length > 0 && { unmet }),
    };
}

async function series(backend: Backend, query: string): Promise<Series[]> {
    const data = (await ask(backend, "/api/v1/query", { query })) as { result: Series[] };
    return data.result;
}

function lastTime({ values }: Series): number {
    return (values?.at(-1)?.[0] ?? -Infinity) * 1000;
}

function key(labels: Record<string, string>): string {
    return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is wrong with the first series of each remote that has something wrong; most series are of none. */
function unmetByRemote(fresh: Series[], expects: Expectation): string[] {
    const talking = fresh.filter((one) => lastTime(one) > Date.now() - silence);
    const found = new Map<string | undefined, string>();
    for (const one of talking.length > 0 ? talking : fresh) {
        const unmet = unmetBy(one, expects);
        const { remote_name: remote } = one.metric;
        if (unmet && !found.has(remote)) found.set(remote, unmet);
    }
    return [...found.values()];
}

/** What is wrong with a series' newest values. */
function unmetBy({ metric, values = [] }: Series, expects: Expectation): string | undefined {
    const [before, last] = [values.at(-2)?.[1], values.at(-1)?.[1]];
    if (expects === "== 1")
        return Number(last) === 1 ? undefined : `${last ?? "nothing"} for ${named(metric)}`;
    if (expects === "> 0") return Number(last) > 0 ? undefined : `${last ?? "nothing"} for ${named(metric)}`;
    if (before === undefined) return "one sample so far, two are needed to see whether it grows";
    return Number(last) > Number(before)
        ? `grows from ${before} to ${last ?? ""} for ${named(metric)}`
        : undefined;
}

/** The labels by which people know a series. */
function named(metric: Record<string, string>): string {
    const known = ["remote_name", "job", "pod", "instance"].filter((label) => metric[label]);
    return known.map((label) => `${label}="${metric[label] ?? ""}"`).join(", ") || "a series without labels";
}

/** A target that is there and does not answer the agent. */
export interface DownTarget {
    job: string;
    instance: string;
}

/** What the agent could not scrape in this run. */
export async function downTargets(backend: Backend, cluster: string, since: Date): Promise<DownTarget[]> {
    const recent = await series(backend, `up{cluster="${cluster}"}[${lookback / 1000}s]`);
    const down = recent.filter((one) => lastTime(one) > since.getTime() && one.values?.at(-1)?.[1] === "0");
    return down.map(({ metric }) => ({ job: metric.job ?? "", instance: metric.instance ?? "" }));
}
