import * as http from "node:http";
import { AddressInfo } from "node:net";

import { Backend } from "../../../cli/verify/backend";
import { LogServer } from "../../../cli/verify/queries";

export interface FakeSeries {
    metric: Record<string, string>;
    /** Each sample's age in seconds and its value, the newest last. */
    samples: [age: number, value: string][];
    /** The target is gone: its samples are still there, its series is not. */
    ended?: boolean;
}

/** A Prometheus and a server of logs in one, with a login, that answer what they are told to. */
export class FakeBackend {
    /** By query. */
    series: Record<string, FakeSeries[]> = {};
    /** Ages of lines in seconds, one list a stream, by query. */
    lines: Record<string, number[][]> = {};
    /** What was asked, in order. */
    asked: string[] = [];
    /** What answers for logs. */
    server: LogServer = "loki";
    private readonly http = http.createServer((request, response) => {
        this.answer(request, response);
    });

    /** On any port, or on that of an earlier address. */
    async start({ url }: Partial<Backend> = {}): Promise<void> {
        const port = url ? Number(new URL(url).port) : 0;
        await new Promise<void>((resolve) => this.http.listen(port, "127.0.0.1", resolve));
    }

    stop(): void {
        this.http.closeAllConnections();
        this.http.close();
    }

    login(password = "right"): Backend {
        const { port } = this.http.address() as AddressInfo;
        return { url: `http://127.0.0.1:${port}`, username: "admin", password };
    }

    private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
        const wanted = `Basic ${Buffer.from("admin:right").toString("base64")}`;
        if (request.headers.authorization !== wanted) {
            response.writeHead(401).end("Unauthorized");
            return;
        }
        const { pathname, searchParams } = new URL(request.url ?? "", "http://fake");
        const query = searchParams.get("query") ?? "";
        this.asked.push(query);
        if (pathname === "/select/logsql/query") {
            if (this.server === "loki") response.writeHead(404).end("404 page not found");
            else response.writeHead(200).end(this.jsonLines(query));
            return;
        }
        const result = pathname === "/api/v1/query" ? this.metrics(query) : this.streams(query);
        response.writeHead(200, { "Content-Type": "application/json" });
        response.end(JSON.stringify({ status: "success", data: { result } }));
    }

    private metrics(query: string): unknown[] {
        const selector = query.replace(/\[\d+s\]$/, "");
        const time = (age: number) => Date.now() / 1000 - age;
        return (this.series[selector] ?? []).flatMap(({ metric, samples, ended }): unknown[] => {
            if (query !== selector)
                return [{ metric, values: samples.map(([age, value]) => [time(age), value]) }];
            return ended ? [] : [{ metric, value: [time(0), samples.at(-1)![1]] }];
        });
    }

    private jsonLines(query: string): string {
        const lines = (this.lines[query] ?? []).flatMap((ages, index) =>
            ages.map((age) => ({
                _stream_id: String(index),
                _time: new Date(Date.now() - age * 1000).toISOString(),
                _msg: "a line",
                job: "syslog",
            })),
        );
        return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    }

    private streams(query: string): unknown[] {
        return (this.lines[query] ?? []).map((ages, index) => ({
            stream: { number: String(index), job: "syslog" },
            values: ages.map((age) => [`${Date.now() - age * 1000}000000`, "a line"]),
        }));
    }
}
