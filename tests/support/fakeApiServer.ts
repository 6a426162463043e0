import * as http from "node:http";
import { AddressInfo } from "node:net";

/** A cluster's API server that answers what it is told to. */
export class FakeApiServer {
    /** What it answers; nothing to whoever may not ask. */
    answer: object | undefined;
    /** What it answers at one path, behind the cluster's name, in place of that: a code instead of an object is a refusal. */
    answers: Record<string, object | number> = {};
    /** What was asked, in order. */
    asked: string[] = [];
    /** What was sent to be changed, in order. */
    sent: unknown[] = [];
    private readonly http = http.createServer((request, response) => {
        const url = decodeURIComponent(request.url ?? "");
        this.asked.push(url);
        const given = this.answers[url.replace(/^\/\w+/, "")] ?? this.answer ?? 403;
        const [code, body] =
            typeof given === "number" ? [given, { kind: "Status", code: given }] : [200, given];
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            if (chunks.length > 0) this.sent.push(JSON.parse(Buffer.concat(chunks).toString()));
            response.setHeader("Content-Type", "application/json");
            response.writeHead(code).end(JSON.stringify(body));
        });
    });

    async start(): Promise<void> {
        await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
    }

    stop(): void {
        this.http.close();
        this.http.closeAllConnections();
    }

    /** A kubeconfig with the contexts "a", which is the current one, and "b". */
    kubeconfig(): string {
        const { port } = this.http.address() as AddressInfo;
        return kubeconfig(`http://127.0.0.1:${port}`);
    }
}

/** The same for any address. It speaks no TLS: the client wants to be told so. */
export function kubeconfig(address: string): string {
    const cluster = (name: string) => ({ server: `${address}/${name}`, "insecure-skip-tls-verify": true });
    const config = {
        apiVersion: "v1",
        kind: "Config",
        clusters: ["a", "b"].map((name) => ({ name, cluster: cluster(name) })),
        contexts: ["a", "b"].map((name) => ({ name, context: { cluster: name, user: "u" } })),
        users: [{ name: "u", user: {} }],
        "current-context": "a",
    };
    return JSON.stringify(config, undefined, 1);
}
