import { PlainRemote } from "../../settings/plainRemote";
import { Agents } from "../verify/agents";
import { Backend } from "../verify/backend";
import { LogCost, logCosts, ModuleCost, moduleCosts, RemoteCost, remoteCosts } from "./counted";
import { sum, watch } from "./readings";
import { JobSeries, MetricSeries, seriesCosts } from "./series";

/** What agents count, the most expensive first in each list. Samples, lines and bytes are a minute's. */
export interface AgentsCost {
    /** For how long the agents were watched. */
    seconds: number;
    all: number;
    /** How many were counted; the figures are of these. */
    asked: number;
    /** Of all of them together. */
    cores: number;
    memoryBytes: number;
    /** What they keep in memory to send it, each of them. */
    series: number;
    modules: ModuleCost[];
    remotes: RemoteCost[];
    /** What containers write, as far as it is read. */
    logs: LogCost[];
}

/** What a stack costs now. */
export interface Cost {
    stack: string;
    /** None if the cluster could not be asked. */
    agents?: AgentsCost;
    /** What a Prometheus has of the cluster; none if no server is known, or if it could not be asked. */
    prometheus?: { series: number; jobs: JobSeries[]; metrics: MetricSeries[] };
    /** What could not be asked, and why. */
    unasked: string[];
}

export interface CostOptions {
    seconds: number;
    /** How many jobs and metrics are listed. */
    top: number;
}

/** A stack's agents, where their metrics go, and the server that has them. */
export interface Costed {
    stack: string;
    clusterName: string;
    remotes: PlainRemote[];
    agents: Agents;
    prometheus?: Backend;
}

/** Find out what a stack costs. What cannot be asked is said, and the rest is told. */
export async function costOf(costed: Costed, options: CostOptions): Promise<Cost> {
    const { stack, clusterName, prometheus } = costed;
    const unasked: string[] = [];
    const agents = await agentsCost(costed, options, unasked).catch((error: unknown) => {
        unasked.push(`the cluster can't be asked: ${(error as Error).message.trim()}`);
        return undefined;
    });
    const series =
        prometheus &&
        (await seriesCosts(prometheus, clusterName, options.top).catch((error: unknown) => {
            unasked.push((error as Error).message);
            return undefined;
        }));
    return { stack, ...(agents && { agents }), ...(series && { prometheus: series }), unasked };
}

async function agentsCost(
    { agents, remotes }: Costed,
    { seconds, top }: CostOptions,
    unasked: string[],
): Promise<AgentsCost> {
    const watched = await watch(agents, seconds);
    unasked.push(...watched.unasked);
    if (watched.all === 0) unasked.push(`no agent runs in ${agents.place.namespace}`);
    return {
        seconds: watched.seconds,
        all: watched.all,
        asked: watched.asked,
        cores: sum(watched.grown("alloy_resources_process_cpu_seconds_total")) / watched.seconds,
        memoryBytes: watched.now("alloy_resources_process_resident_memory_bytes"),
        series: watched.now("prometheus_remote_write_wal_storage_active_series"),
        modules: moduleCosts(watched, (await agents.config()) ?? ""),
        remotes: remoteCosts(watched, remotes),
        logs: logCosts(watched).slice(0, top),
    };
}
