import * as http from "node:http";
import { AddressInfo } from "node:net";

/** What Vault was asked: method, path and token. */
export type Asked = [method: string, path: string, token: string];

/** Answers as Vault does, with a body for each path; what isn't there is 404. */
export class FakeVault {
    readonly asked: Asked[] = [];
    readonly bodies: unknown[] = [];

    constructor(private readonly answers: Record<string, [status: number, body: unknown]>) {}

    readonly handle: http.RequestListener = (request, response) => {
        const at = (request.url ?? "").replace("/v1/", "");
        this.asked.push([request.method ?? "", at, String(request.headers["x-vault-token"])]);
        let text = "";
        request.on("data", (part) => (text += String(part)));
        request.once("end", () => {
            if (text) this.bodies.push(JSON.parse(text));
            const [status, body] = this.answers[at] ?? [404, { errors: [] }];
            response.writeHead(status).end(JSON.stringify(body));
        });
    };
}

/** Have a server listen at some port, which is returned. */
export async function listening(server: http.Server): Promise<number> {
    server.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return (server.address() as AddressInfo).port;
}
