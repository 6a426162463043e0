import Table from "cli-table3";

import { RemoteKind } from "../../components/remotes";
import { plainTable } from "../table";
import { AgentsCost, Cost } from "./cost";

/** Tell people what a stack costs. */
export function tellCost({ agents, prometheus, unasked }: Cost, say: (text: string) => void): void {
    if (agents) tellAgents(agents, say);
    if (prometheus) {
        const { series, jobs, metrics } = prometheus;
        const ofJobs = jobs.map((one) => [one.job || "(no job)", one.series]);
        say(`\nSeries by job, ${whole(series)} in all:\n${columns(["", "series"], ofJobs)}`);
        const ofMetrics = metrics.map((one) => [one.metric, one.job, one.series]);
        say(`\nSeries by metric:\n${columns(["", "job", "series"], ofMetrics)}`);
    }
    for (const reason of unasked) say(`\nNot known: ${reason}`);
}

function tellAgents(agents: AgentsCost, say: (text: string) => void): void {
    const { modules, remotes, logs } = agents;
    say(
        `\n${agents.asked} of ${agents.all} agents, watched for ${Math.round(agents.seconds)} s: ` +
            `${agents.cores.toFixed(3)} cores, ${whole(agents.memoryBytes / 1024 ** 2)} MiB, ${whole(agents.series)} series in memory`,
    );
    if (modules.length > 0) {
        const rows = modules.map((one) => [one.module, one.samples, one.dropped, one.lines]);
        say(`\nModules, a minute:\n${columns(["", "samples sent", "samples dropped", "lines read"], rows)}`);
    }
    if (remotes.length > 0) {
        const rows = remotes.map(({ kind, name, sent, bytes }) => [
            `${kind} ${name}`,
            ...(kind === RemoteKind.Prometheus ? [sent, "-"] : ["-", sent]),
            bytes,
        ]);
        say(`\nRemotes, a minute:\n${columns(["", "samples", "lines", "bytes"], rows)}`);
    }
    if (logs.length > 0) {
        const rows = logs.map(({ job, lines, bytes }) => [job, lines, bytes]);
        say(`\nContainers' logs, a minute:\n${columns(["", "lines", "bytes"], rows)}`);
    }
}

/** A table with a head, whose numbers stand one below the other. */
function columns(head: string[], rows: (string | number)[][]): string {
    const isNumber = (column: number) =>
        rows.every((row) => row[column] === "-" || typeof row[column] === "number");
    const table = new Table({
        ...plainTable,
        colAligns: head.map((_, column) => (isNumber(column) ? "right" : "left")),
    });
    table.push(
        head,
        ...rows.map((row) => row.map((cell) => (typeof cell === "number" ? whole(cell) : cell))),
    );
    return table.toString().replace(/ +$/gm, "");
}

function whole(value: number): string {
    return Math.round(value).toLocaleString("en-US");
}
