import { setTimeout as sleep } from "node:timers/promises";

import { readMetric, Sample } from "../verify/agentApi";
import { Agents } from "../verify/agents";

/** The agents' own metrics that tell what something costs. */
const counters = [
    "prometheus_forwarded_samples_total",
    "prometheus_remote_storage_samples_total",
    "prometheus_remote_storage_bytes_total",
    "loki_source_journal_target_lines_total",
    "loki_source_file_read_lines_total",
    "loki_source_file_read_bytes_total",
    "loki_write_sent_entries_total",
    "loki_write_sent_bytes_total",
    "alloy_resources_process_cpu_seconds_total",
] as const;
const gauges = [
    "alloy_resources_process_resident_memory_bytes",
    "prometheus_remote_write_wal_storage_active_series",
] as const;

export type Counter = (typeof counters)[number];
export type Gauge = (typeof gauges)[number];

/** What agents have counted while they were watched. */
export interface Watched {
    /** For how long, in seconds. */
    seconds: number;
    /** How many agents there are, and how many of them were watched. */
    all: number;
    asked: number;
    /** By how much each series of a counter has grown, of all agents one after the other. */
    grown: (counter: Counter) => Sample[];
    /** What all agents together have now. */
    now: (gauge: Gauge) => number;
    /** Which agents could not be asked, and why. */
    unasked: string[];
}

type Reading = Map<string, Sample[]>;

/** How many are asked at a time: each answers with some hundred kilobytes, which the API server passes on. */
const atATime = 10;

/** Read what every agent counts, twice. */
export async function watch(agents: Agents, seconds: number): Promise<Watched> {
    const pods = await agents.pods();
    const names = pods.map(({ name }) => name);
    const before = await readAll(agents, names);
    const started = Date.now();
    await sleep(seconds * 1000);
    const after = await readAll(agents, [...before.readings.keys()]);
    const both = [...after.readings].map(([name, reading]) => [before.readings.get(name), reading] as const);
    return {
        seconds: (Date.now() - started) / 1000,
        all: pods.length,
        asked: both.length,
        grown: (counter) =>
            both.flatMap(([earlier, later]) => growth(earlier?.get(counter) ?? [], later.get(counter) ?? [])),
        now: (gauge) => sum(both.flatMap(([, later]) => later.get(gauge) ?? [])),
        unasked: [...before.unasked, ...after.unasked],
    };
}

async function readAll(agents: Agents, names: string[]) {
    const readings = new Map<string, Reading>();
    const unasked: string[] = [];
    for (let from = 0; from < names.length; from += atATime) {
        const asked = names.slice(from, from + atATime).map(async (name) => {
            try {
                const text = await agents.ask(name, "metrics");
                const read = [...counters, ...gauges].map(
                    (metric) => [metric, readMetric(text, metric)] as const,
                );
                readings.set(name, new Map(read));
            } catch (error) {
                unasked.push(`agent ${name} can't be asked: ${(error as Error).message.trim()}`);
            }
        });
        await Promise.all(asked);
    }
    return { readings, unasked };
}

/** What is new, or was begun again meanwhile, has begun at nothing. */
function growth(before: Sample[], after: Sample[]): Sample[] {
    const earlier = new Map(before.map(({ labels, value }) => [JSON.stringify(labels), value]));
    return after.map(({ labels, value }) => {
        const from = earlier.get(JSON.stringify(labels)) ?? 0;
        return { labels, value: value < from ? value : value - from };
    });
}

export function sum(samples: Sample[]): number {
    return samples.reduce((total, { value }) => total + value, 0);
}
