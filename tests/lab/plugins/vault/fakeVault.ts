import * as http from "node:http";
import { AddressInfo } from "node:net";

import { Script } from "../script";

/** What Vault was asked: method, path and token. */
export type Asked = [method: string, path: string, token: string];

/** Answers as Vault does, with a body for each path; what isn't there is 404. */
export class FakeVault {
    readonly asked: Asked[] = [];
    /** In which namespace each was asked; none where it is undefined. */
    readonly namespaces: unknown[] = [];
    readonly bodies: unknown[] = [];

    constructor(private readonly answers: Record<string, [status: number, body: unknown]>) {}

    readonly handle: http.RequestListener = serving((method, path, body, headers) => {
        this.asked.push([method, path, String(headers["x-vault-token"])]);
        this.namespaces.push(headers["x-vault-namespace"]);
        if (body !== undefined) this.bodies.push(body);
        const [status, answer] = this.answers[path] ?? [404, { errors: [] }];
        return { status, body: answer };
    });
}

/** Answers as a script says. */
export function scripted(script: Script): http.RequestListener {
    return serving((method, path, body) => script.answer(method, path, body));
}

type Respond = (
    method: string,
    path: string,
    body: unknown,
    headers: http.IncomingHttpHeaders,
) => { status: number; body?: unknown };

function serving(respond: Respond): http.RequestListener {
    return (request, response) => {
        const path = (request.url ?? "").replace("/v1/", "");
        let text = "";
        request.on("data", (part) => (text += String(part)));
        request.once("end", () => {
            const asked: unknown = text === "" ? undefined : JSON.parse(text);
            const { status, body } = respond(request.method ?? "", path, asked, request.headers);
            response.writeHead(status).end(body === undefined ? "" : JSON.stringify(body));
        });
    };
}

/** Have a server listen at some port, which is returned. */
export async function listening(server: http.Server): Promise<number> {
    server.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return (server.address() as AddressInfo).port;
}
