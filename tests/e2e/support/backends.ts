const authorization = { Authorization: `Basic ${Buffer.from("admin:local-dev").toString("base64")}` };

/** The dev stack's own server of logs, as a remote of the lab's stacks. */
export const localLogs = "local:http://$NODE_IP:3100/insert/loki/api/v1/push:admin";

/** A series' labels, and its newest value. */
export interface Series {
    metric: Record<string, string>;
    value: number;
}

/** Ask the dev stack's Prometheus. */
export async function promql(query: string): Promise<Series[]> {
    const url = `http://127.0.0.1:9090/api/v1/query?${new URLSearchParams({ query }).toString()}`;
    const { data } = (await answer(url)) as {
        data: { result: { metric: Series["metric"]; value: [number, string] }[] };
    };
    return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

/** What the stack's Prometheus has of this cluster, of what has come since a time. */
export async function seriesSince(time: number, selector = "", by = "job"): Promise<Record<string, number>> {
    const seconds = Math.ceil(Date.now() / 1000 - time);
    const since = `last_over_time({cluster="vm-cluster"${selector && `, ${selector}`}}[${seconds}s])`;
    const found = await promql(`count by (${by}) (${since})`);
    return Object.fromEntries(found.map(({ metric, value }) => [metric[by] ?? "", value]));
}

/** A line, and its labels and fields. */
export interface Line {
    labels: Record<string, string>;
    text: string;
}

/** Ask the dev stack's VictoriaLogs, in LogsQL, for the lines of the last ten minutes. */
export function logs(query: string): Promise<Line[]> {
    return askVictoriaLogs("http://127.0.0.1:3100", query, authorization);
}

/** Ask a VictoriaLogs for the lines of the last ten minutes. */
export async function askVictoriaLogs(
    server: string,
    query: string,
    headers: Record<string, string>,
): Promise<Line[]> {
    const parameters = new URLSearchParams({ query, start: "10m", limit: "1000" });
    const response = await fetch(`${server}/select/logsql/query?${parameters.toString()}`, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${server} answers ${response.status}: ${text}`);
    return text
        .split("\n")
        .filter(Boolean)
        .map((line) => {
            const { _msg = "", ...labels } = JSON.parse(line) as Record<string, string>;
            return { labels, text: _msg };
        });
}

async function answer(url: string): Promise<unknown> {
    const response = await fetch(url, { headers: authorization });
    if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
    return response.json();
}
