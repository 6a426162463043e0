import { readMetric } from "./agentApi";
import { Agents, blockNodeLabel } from "./agents";
import { Absence, Module } from "./queries";
import { Look } from "./situation";

/** Where a module counts the lines it has read. */
const counters: Partial<Record<Module, { metric: string; component: RegExp }>> = {
    syslog: {
        metric: "loki_source_journal_target_lines_total",
        component: /^loki\.source\.journal\.syslog_/,
    },
    "block-node": {
        metric: "loki_source_file_read_lines_total",
        component: /^loki\.source\.file\.block_node_server_/,
    },
};

/** Why a module has no lines to send: agents have read none. */
export function readingCauses(module: Module, looks: Look[]): string[] {
    if (module === "syslog") {
        const idle = looks.filter(({ metrics }) => linesRead(module, metrics) === 0);
        return idle
            .slice(0, 3)
            .map(
                ({ pod }) =>
                    `syslog: ${pod.name} has read no line of its node's journal: is journald running there, is it in /var/log/journal or /run/log/journal?`,
            );
    }
    // A block node runs on some nodes only.
    if (module === "block-node" && looks.every(({ metrics }) => linesRead(module, metrics) === 0)) {
        return [
            `block-node: no agent has read a line of a block node: are its pods labelled ${blockNodeLabel}, and do they write to standard output?`,
        ];
    }
    return [];
}

function linesRead(module: Module, metrics: string): number {
    const counter = counters[module];
    if (!counter) return 0;
    return readMetric(metrics, counter.metric)
        .filter(({ labels }) => counter.component.test(labels.component_id ?? ""))
        .reduce((total, { value }) => total + value, 0);
}

/** Why there is nothing of that kind that could arrive; none if there is. */
export async function absence(what: Absence, agents: Agents): Promise<string | undefined> {
    if (what === "block node") {
        const services = await agents.services(blockNodeLabel);
        return services.length > 0
            ? undefined
            : `no Service is labelled ${blockNodeLabel}: no block node is installed`;
    }
    return noNewJournalLine(agents);
}

/** Every agent reads its journal and loses nothing: then there was no line to read. */
async function noNewJournalLine(agents: Agents): Promise<string | undefined> {
    const pods = await agents.pods();
    const texts = await Promise.all(pods.map(({ name }) => agents.ask(name, "metrics")));
    const total = (text: string, metric: string) =>
        readMetric(text, metric).reduce((sum, { value }) => sum + value, 0);
    const works = texts.every(
        (text) =>
            linesRead("syslog", text) > 0 &&
            total(text, "loki_write_sent_entries_total") > 0 &&
            total(text, "loki_write_dropped_entries_total") === 0,
    );
    if (!works || pods.length === 0) return undefined;
    return `the agents in ${agents.place.namespace} have read their nodes' journals and lost nothing: no line was written in this time`;
}
