import { setTimeout as sleep } from "node:timers/promises";

/** A Prometheus that asks for a login. */
export interface Backend {
    url: string;
    username: string;
    password: string;
}

/** What was asked, and what came of it. */
export interface Check {
    name: string;
    query: string;
    series: number;
    passed: boolean;
    /** The newest sample's age in seconds; none if there is no sample. */
    age?: number;
}

const queries = [
    { name: "the agent runs", query: 'up{job="alloy"} == 1' },
    { name: "it says which it is", query: "alloy_build_info" },
    { name: "its components run", query: "alloy_component_controller_running_components" },
    { name: "it sends", query: "prometheus_remote_storage_samples_total > 0" },
];

/** Ask the backend each query until it has samples that are newer than `since`, for at most `patience` seconds. */
export async function check(backend: Backend, since: Date, patience = 240): Promise<Check[]> {
    const deadline = Date.now() + patience * 1000;
    return Promise.all(queries.map(({ name, query }) => checkOne(backend, name, query, since, deadline)));
}

async function checkOne(
    backend: Backend,
    name: string,
    query: string,
    since: Date,
    deadline: number,
): Promise<Check> {
    for (;;) {
        const times = await sampleTimes(backend, query);
        const fresh = times.filter((time) => time * 1000 > since.getTime());
        const newest = Math.max(...times);
        const result = {
            name,
            query,
            series: fresh.length,
            passed: fresh.length > 0,
            ...(times.length > 0 && { age: Math.round(Date.now() / 1000 - newest) }),
        };
        if (result.passed || Date.now() > deadline) return result;
        await sleep(2_000);
    }
}

/** When each series the query finds was last sampled, in seconds. */
async function sampleTimes({ url, username, password }: Backend, query: string): Promise<number[]> {
    const response = await fetch(`${url}/api/v1/query`, {
        method: "POST",
        headers: {
            Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
            "Content-Type": "application/x-www-form-urlencoded",
        },
        // A comparison's own samples have the query's time; timestamp() has the sample's.
        body: new URLSearchParams({
            query: `timestamp(${query.replace(/ [=><]+ \d+$/, "")}) and (${query})`,
        }),
    });
    if (!response.ok)
        throw new Error(`${url} answers ${response.status}: ${(await response.text()).slice(0, 200)}`);
    const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
    return data.result.map(({ value }) => Number(value[1]));
}

/** Print a table of them. Returns whether all have passed. */
export function printChecks(checks: Check[]): boolean {
    const width = Math.max(...checks.map(({ query }) => query.length));
    process.stdout.write("\nSamples that are newer than this update:\n");
    for (const { name, query, series, passed, age } of checks) {
        const verdict = passed ? "ok " : "RED";
        const newest = age === undefined ? "no sample" : `newest ${age} s old`;
        process.stdout.write(
            `  ${verdict}  ${query.padEnd(width)}  ${String(series).padStart(3)} series, ${newest} (${name})\n`,
        );
    }
    return checks.every(({ passed }) => passed);
}
