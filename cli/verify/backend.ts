import { QueryServer } from "../../settings/keys/verify";

/** A Prometheus or a Loki that answers queries. */
export type Backend = QueryServer;

/** A backend that can't be asked; the message says which, why, and what to do. */
export class BackendProblem extends Error {
    constructor(
        message: string,
        /** What it answers instead; undefined if it answers nothing. */
        readonly status?: number,
    ) {
        super(message);
    }
}

const patience = 10_000;

/** Ask the HTTP API of a Prometheus or a Loki. Returns its answer's `data`; throws a `BackendProblem`. */
export async function ask(
    backend: Backend,
    at: string,
    parameters: Record<string, string>,
): Promise<unknown> {
    return (JSON.parse(await askText(backend, at, parameters)) as { data: unknown }).data;
}

/** Ask a backend's HTTP API. Returns its answer as it is; throws a `BackendProblem`. */
export async function askText(
    backend: Backend,
    at: string,
    parameters: Record<string, string>,
): Promise<string> {
    const { url, username = "" } = backend;
    let response: Response;
    let text: string;
    try {
        response = await fetch(`${url.replace(/\/$/, "")}${at}?${String(new URLSearchParams(parameters))}`, {
            headers: headersOf(backend),
            signal: AbortSignal.timeout(patience),
        });
        text = await response.text();
    } catch (error) {
        throw new BackendProblem(
            (error as Error).name === "TimeoutError"
                ? `${url} does not answer within ${patience / 1000} s: is it still starting? See its log`
                : `nothing answers at ${url} (${reason(error)}): does it run, and is it reached from here? Of a dev stack: docker ps --all`,
        );
    }
    if (response.status === 401) {
        throw new BackendProblem(
            `${url} refuses verify's own login "${username}" (401): of a dev stack, it runs with another password than the stack's outputs have, and pulumi up brings them together; else correct the key verify`,
            response.status,
        );
    }
    if (!response.ok)
        throw new BackendProblem(
            `${url} answers ${response.status}: ${text.trim().slice(0, 200)}`,
            response.status,
        );
    return text;
}

function headersOf({ username, password = "", bearerToken, tenant }: Backend): Record<string, string> {
    const basic = Buffer.from(`${username ?? ""}:${password}`).toString("base64");
    return {
        ...(bearerToken
            ? { Authorization: `Bearer ${bearerToken}` }
            : username && { Authorization: `Basic ${basic}` }),
        ...(tenant && { "X-Scope-OrgID": tenant }),
    };
}

/** What fetch hides behind "fetch failed". */
function reason(error: unknown): string {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return cause?.code ?? cause?.message ?? message;
}
