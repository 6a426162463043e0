import { setTimeout as sleep } from "node:timers/promises";

import { Answer, lookback } from "./answers";
import { ask, askText, Backend, BackendProblem } from "./backend";
import { LogServer, Query } from "./queries";

/** The newest lines that are looked at. */
const limit = "1000";

/** Ask a server of logs one query. */
export function logsAnswer(backend: Backend, server: LogServer, query: Query, since: Date): Promise<Answer> {
    return server === "loki" ? lokiAnswer(backend, query, since) : victoriaLogsAnswer(backend, query, since);
}

/**
 * Find out which server of logs answers at an address. One that is still starting is asked again for so many seconds;
 * where none answers, it is taken for a Loki, and the queries report the problem.
 */
export async function logServerAt(backend: Backend, patience: number): Promise<LogServer> {
    const deadline = Date.now() + patience * 1000;
    for (;;) {
        try {
            await askText(backend, "/select/logsql/query", { query: "*", limit: "1" });
            return "victorialogs";
        } catch (error) {
            if (!(error instanceof BackendProblem)) throw error;
            if (error.status !== undefined || Date.now() >= deadline) return "loki";
        }
        await sleep(1_000);
    }
}

interface Stream {
    labels: Record<string, string>;
    /** When its newest line is from, in milliseconds. */
    newest: number;
}

/** The streams among the newest lines of a Loki. */
async function lokiAnswer(backend: Backend, query: Query, since: Date): Promise<Answer> {
    const data = (await ask(backend, "/loki/api/v1/query_range", {
        query: query.text,
        start: `${startFor(since)}000000`,
        end: `${Date.now() + 60_000}000000`,
        direction: "backward",
        limit,
    })) as { result: { stream: Record<string, string>; values: [nanoseconds: string, line: string][] }[] };
    const streams = data.result.map(({ stream, values }) => ({
        labels: stream,
        newest: Math.max(...values.map(([time]) => Number(time.slice(0, -6)))),
    }));
    return counted(streams, query, since);
}

/** The streams among the newest lines of a VictoriaLogs. It answers a JSON object a line, labels and fields side by side. */
async function victoriaLogsAnswer(backend: Backend, query: Query, since: Date): Promise<Answer> {
    const text = await askText(backend, "/select/logsql/query", {
        query: query.text,
        start: new Date(startFor(since)).toISOString(),
        end: new Date(Date.now() + 60_000).toISOString(),
        limit,
    });
    const streams = new Map<string, Stream>();
    for (const line of text.split("\n").filter(Boolean)) {
        const labels = JSON.parse(line) as Record<string, string>;
        const id = labels._stream_id ?? "";
        const newest = Math.max(Date.parse(labels._time ?? ""), streams.get(id)?.newest ?? -Infinity);
        streams.set(id, { labels, newest });
    }
    return counted([...streams.values()], query, since);
}

function startFor(since: Date): number {
    return Math.min(since.getTime(), Date.now() - lookback);
}

function counted(streams: Stream[], { counts = () => true }: Query, since: Date): Answer {
    const ours = streams.filter(({ labels }) => counts(labels));
    const newest = Math.max(...ours.map((stream) => stream.newest));
    return {
        found: ours.filter((stream) => stream.newest > since.getTime()).length,
        ...(Number.isFinite(newest) && { newest }),
    };
}
