/** A Prometheus or a Loki that asks for a login. */
export interface Backend {
    url: string;
    username: string;
    password: string;
}

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
    { url, username, password }: Backend,
    at: string,
    parameters: Record<string, string>,
): Promise<string> {
    const login = Buffer.from(`${username}:${password}`).toString("base64");
    let response: Response;
    let text: string;
    try {
        response = await fetch(`${url}${at}?${String(new URLSearchParams(parameters))}`, {
            headers: { Authorization: `Basic ${login}` },
            signal: AbortSignal.timeout(patience),
        });
        text = await response.text();
    } catch (error) {
        throw new BackendProblem(
            (error as Error).name === "TimeoutError"
                ? `${url} does not answer within ${patience / 1000} s: is it still starting? See docker logs`
                : `nothing answers at ${url} (${reason(error)}): is its container running? See docker ps --all`,
        );
    }
    if (response.status === 401) {
        throw new BackendProblem(
            `${url} refuses verify's own login "${username}" (401): it runs with another password than the stack's outputs have; pulumi up brings them together`,
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

/** What fetch hides behind "fetch failed". */
function reason(error: unknown): string {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return cause?.code ?? cause?.message ?? message;
}
