const authorization = { Authorization: `Basic ${Buffer.from("admin:local-dev").toString("base64")}` };

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

/** A line, and the labels of its stream. */
export interface Line {
    stream: Record<string, string>;
    text: string;
}

/** Ask the dev stack's Loki for the lines of the last ten minutes. */
export async function logql(query: string): Promise<Line[]> {
    const parameters = new URLSearchParams({ query, since: "10m", limit: "1000" });
    const { data } = (await answer(
        `http://127.0.0.1:3100/loki/api/v1/query_range?${parameters.toString()}`,
    )) as {
        data: { result: { stream: Line["stream"]; values: [string, string][] }[] };
    };
    return data.result.flatMap(({ stream, values }) => values.map(([, text]) => ({ stream, text })));
}

async function answer(url: string): Promise<unknown> {
    const response = await fetch(url, { headers: authorization });
    if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
    return response.json();
}
