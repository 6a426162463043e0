import { identifier, RemoteKind } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { readMetric, Sample } from "./agentApi";

/** What an agent has counted of what it sends to one remote since it was started: samples, or lines. */
export interface Counters {
    /** The remote has taken them. */
    accepted: number;
    /** The remote has refused them: they are lost. */
    refused: number;
    /** They were sent and not taken, and are sent again. For logs: requests, since lines are counted only when they are through. */
    heldBack: number;
    /** The agent has given them up itself: they were too old, or too many. */
    dropped: number;
    /** What the agent has read of its own, whether or not it was sent; for logs only. */
    read: number;
    /** When the newest thing is from that the remote has taken, in milliseconds; for metrics only. */
    newest?: number;
    /** How requests were answered, by status; for logs only. "-1" is no answer. */
    answers: Record<string, number>;
}

/** Read an agent's own metrics. */
export function readCounters(remote: PlainRemote, metrics: string): Counters {
    return remote.kind === RemoteKind.Prometheus
        ? metricsCounters(remote, metrics)
        : logsCounters(remote, metrics);
}

function metricsCounters({ name }: PlainRemote, metrics: string): Counters {
    const sum = (metric: string) => total(metrics, metric, ({ remote_name }) => remote_name === name);
    // Each attempt is counted as sent, whatever came of it.
    const [sent, refused, heldBack] = [
        sum("prometheus_remote_storage_samples_total"),
        sum("prometheus_remote_storage_samples_failed_total"),
        sum("prometheus_remote_storage_samples_retried_total"),
    ];
    const [newest] = readMetric(metrics, "prometheus_remote_storage_queue_highest_sent_timestamp_seconds")
        .filter(({ labels }) => labels.remote_name === name)
        .map(({ value }) => value * 1000);
    return {
        accepted: sent - refused - heldBack,
        refused,
        heldBack,
        dropped: sum("prometheus_remote_storage_samples_dropped_total"),
        read: sent,
        ...(newest && { newest }),
        answers: {},
    };
}

/** Reasons for which an agent gives up lines after a remote has had them. */
const refusals = ["ingester_error", "rate_limited", "stream_limited"];

function logsCounters(remote: PlainRemote, metrics: string): Counters {
    const write = identifier(remote);
    const ours = ({ component_id }: Sample["labels"]) => component_id === `loki.write.${write}`;
    const dropped = readMetric(metrics, "loki_write_dropped_entries_total").filter(({ labels }) =>
        ours(labels),
    );
    const because = (isRefusal: boolean) =>
        dropped
            .filter(({ labels }) => refusals.includes(labels.reason ?? "") === isRefusal)
            .reduce((sum, { value }) => sum + value, 0);
    const answers: Record<string, number> = {};
    for (const { labels, value } of readMetric(metrics, "loki_write_request_duration_seconds_count").filter(
        ({ labels }) => ours(labels),
    )) {
        const status = labels.status_code ?? "";
        answers[status] = (answers[status] ?? 0) + value;
    }
    const sources = new RegExp(`^loki\\.source\\.(journal|file)\\.(syslog|block_node_server)_${write}$`);
    const fromSources = ({ component_id = "" }: Sample["labels"]) => sources.test(component_id);
    return {
        accepted: total(metrics, "loki_write_sent_entries_total", ours),
        refused: because(true),
        heldBack: Object.entries(answers).reduce(
            (sum, [status, count]) => sum + (isRetried(status) ? count : 0),
            0,
        ),
        dropped: because(false),
        read:
            total(metrics, "loki_source_journal_target_lines_total", fromSources) +
            total(metrics, "loki_source_file_read_lines_total", fromSources),
        answers,
    };
}

/** No answer, too many requests, or a server's own trouble: the agent sends it again. */
function isRetried(status: string): boolean {
    return status === "-1" || status === "429" || status.startsWith("5");
}

function total(metrics: string, metric: string, which: (labels: Sample["labels"]) => boolean): number {
    return readMetric(metrics, metric).reduce(
        (sum, { labels, value }) => sum + (which(labels) ? value : 0),
        0,
    );
}

/** What was counted between two readings. An agent that was started again in between has begun at nothing. */
export function between(before: Counters, after: Counters): Counters {
    const count = (earlier: number, now: number) => (now < earlier ? now : now - earlier);
    // What is on its way counts as sent; that it has arrived shows in the time of the newest that has.
    const arrived = after.newest === undefined || after.newest > (before.newest ?? 0);
    const answers = Object.entries(after.answers).map(
        ([status, now]) => [status, count(before.answers[status] ?? 0, now)] as const,
    );
    return {
        accepted: arrived ? count(before.accepted, after.accepted) : 0,
        refused: count(before.refused, after.refused),
        heldBack: count(before.heldBack, after.heldBack),
        dropped: count(before.dropped, after.dropped),
        read: count(before.read, after.read),
        ...(after.newest !== undefined && { newest: after.newest }),
        answers: Object.fromEntries(answers.filter(([, value]) => value > 0)),
    };
}

export function together(all: Counters[]): Counters {
    const sum = (of: (one: Counters) => number) => all.reduce((total, one) => total + of(one), 0);
    const newest = Math.max(...all.map((one) => one.newest ?? -Infinity));
    const answers: Record<string, number> = {};
    for (const one of all)
        for (const [status, value] of Object.entries(one.answers))
            answers[status] = (answers[status] ?? 0) + value;
    return {
        accepted: sum(({ accepted }) => accepted),
        refused: sum(({ refused }) => refused),
        heldBack: sum(({ heldBack }) => heldBack),
        dropped: sum(({ dropped }) => dropped),
        read: sum(({ read }) => read),
        ...(Number.isFinite(newest) && { newest }),
        answers,
    };
}

/**
 * How a remote stands. "takes": everything that it was sent. "loses": something was lost, whatever else it takes. "holds":
 * nothing is taken now, and nothing is lost yet. "quiet": there was nothing to send, as far as the agents tell.
 */
export type Standing = "takes" | "loses" | "holds" | "quiet";

export function standing({ accepted, refused, heldBack, dropped, read }: Counters): Standing {
    if (refused > 0 || dropped > 0) return "loses";
    if (accepted > 0) return "takes";
    return heldBack > 0 || read > 0 ? "holds" : "quiet";
}
