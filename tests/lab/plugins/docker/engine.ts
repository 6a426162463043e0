import * as http from "node:http";

/** Docker's Engine API, over its socket, in the version that the engine prefers. */
export class Engine {
    private readonly host: string;
    private readonly target: http.RequestOptions;

    constructor(host = "unix:///var/run/docker.sock") {
        this.host = host;
        this.target = targetOf(host);
    }

    /** What the engine tells about something; nothing if it doesn't have it. */
    async find<Answer>(path: string): Promise<Answer | undefined> {
        const response = await this.send("GET", path);
        return response.status === 404 ? undefined : (jsonOf(accepted(response)) as Answer);
    }

    /** Nothing if the engine's answer has no content. */
    async post(path: string, body?: unknown): Promise<unknown> {
        return jsonOf(accepted(await this.send("POST", path, body)));
    }

    /** The lines of an answer that goes on while the engine works, such as that to a pull. */
    async postLines(path: string): Promise<unknown[]> {
        const { body } = accepted(await this.send("POST", path));
        const lines = body.toString().split("\n");
        return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as unknown);
    }

    /** Unpack a tar archive. */
    async putArchive(path: string, archive: Buffer): Promise<void> {
        accepted(await this.send("PUT", path, archive));
    }

    async bytes(path: string): Promise<Buffer> {
        return accepted(await this.send("GET", path)).body;
    }

    /** Succeeds too if there is nothing to delete. */
    async delete(path: string): Promise<void> {
        const response = await this.send("DELETE", path);
        if (response.status !== 404) accepted(response);
    }

    private send(method: string, path: string, body?: unknown): Promise<Response> {
        const content = Buffer.isBuffer(body)
            ? body
            : Buffer.from(body === undefined ? "" : JSON.stringify(body));
        const headers = {
            Host: "docker",
            "Content-Type": Buffer.isBuffer(body) ? "application/x-tar" : "application/json",
            "Content-Length": content.length,
        };
        return new Promise((resolve, reject) => {
            const request = http.request({ ...this.target, method, path, headers }, (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.on("error", reject);
                response.on("end", () => {
                    const status = response.statusCode ?? 0;
                    resolve({ method, path, status, body: Buffer.concat(chunks) });
                });
            });
            request.on("error", (cause: NodeJS.ErrnoException) => {
                reject(
                    new Error(
                        `Cannot connect to the Docker daemon at ${this.host} (${cause.code ?? cause.message}). ` +
                            "Is the docker daemon running?",
                        { cause },
                    ),
                );
            });
            request.end(content);
        });
    }
}

/** The engine was reached and did not do what it was asked. */
export class EngineError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }
}

interface Response {
    method: string;
    path: string;
    status: number;
    body: Buffer;
}

function targetOf(host: string): http.RequestOptions {
    const { protocol, hostname, port, pathname } = new URL(host);
    if (protocol === "unix:") return { socketPath: pathname };
    if (protocol === "tcp:" || protocol === "http:") return { host: hostname, port: port || 2375 };
    throw new Error(
        `the docker stand-in reaches no engine at "${host}"; give unix:///path or tcp://host:port`,
    );
}

/** 304 says that it is so already. */
function accepted(response: Response): Response {
    const { method, path, status, body } = response;
    if (status < 300 || status === 304) return response;
    const message = (jsonOf(response, true) as { message?: string } | undefined)?.message ?? body.toString();
    throw new EngineError(`${message.trim()} (${method} ${path.split("?")[0]}: ${status})`, status);
}

function jsonOf({ body }: Response, isLenient = false): unknown {
    if (body.length === 0) return undefined;
    try {
        return JSON.parse(body.toString());
    } catch (error) {
        if (isLenient) return undefined;
        throw error;
    }
}
