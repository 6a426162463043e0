import * as http from "node:http";

/** Docker's Engine API, over its socket, in the version that the engine prefers. Failures are in the words of Docker's client. */
export class Engine {
    private readonly host: string;
    private readonly target: http.RequestOptions;
    private isReached = false;

    constructor(host = "unix:///var/run/docker.sock") {
        this.host = host;
        this.target = targetOf(host);
    }

    /** The engine once it answers. The official plugin asks it for a sign of life before anything else. */
    async reached(): Promise<this> {
        if (this.isReached) return this;
        await saying(
            `failed to create Docker client: Error pinging Docker server, please make sure that ${this.host} is ` +
                "reachable and has a  '_ping' endpoint. Error: ",
            this.bytes("/_ping"),
        );
        this.isReached = true;
        return this;
    }

    /** What the engine tells about something; nothing if it doesn't have it. */
    async find<Answer>(path: string): Promise<Answer | undefined> {
        const response = await this.send("GET", path);
        return response.status === 404 ? undefined : (jsonOf(accepted(response)) as Answer);
    }

    async get(path: string): Promise<unknown> {
        return jsonOf(accepted(await this.send("GET", path)));
    }

    /** Nothing if the engine's answer has no content. */
    async post(path: string, body?: unknown): Promise<unknown> {
        return jsonOf(accepted(await this.send("POST", path, body)));
    }

    /** The answer goes on while the engine works, such as that to a pull, and nobody looks into it. */
    async postPatiently(path: string): Promise<void> {
        accepted(await this.send("POST", path));
    }

    /** Unpack a tar archive. */
    async putArchive(path: string, archive: Buffer): Promise<void> {
        accepted(await this.send("PUT", path, archive));
    }

    async bytes(path: string): Promise<Buffer> {
        return accepted(await this.send("GET", path)).body;
    }

    async delete(path: string): Promise<void> {
        accepted(await this.send("DELETE", path));
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
                    resolve({ status, body: Buffer.concat(chunks) });
                });
            });
            request.on("error", (cause) => {
                const message = `Cannot connect to the Docker daemon at ${this.host}. Is the docker daemon running?`;
                reject(new Error(message, { cause }));
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
    status: number;
    body: Buffer;
}

function targetOf(host: string): http.RequestOptions {
    const { protocol, hostname, port, pathname } = new URL(host);
    if (protocol === "unix:") return { socketPath: pathname };
    if (protocol === "tcp:" || protocol === "http:") return { host: hostname, port: port || 2375 };
    throw new Error(
        `the docker adapter reaches no engine at "${host}"; give unix:///path or tcp://host:port`,
    );
}

/** 304 says that it is so already. */
function accepted(response: Response): Response {
    const { status, body } = response;
    if (status < 300 || status === 304) return response;
    const message = (jsonOf(response, true) as { message?: string } | undefined)?.message ?? body.toString();
    throw new EngineError(`Error response from daemon: ${message.trim()}`, status);
}

/** A failure begins with the words of what was tried. */
export async function saying<Result>(words: string, work: Promise<Result>): Promise<Result> {
    return work.catch((error: unknown) => {
        throw new Error(words + (error as Error).message, { cause: error });
    });
}

/** The same, but some refusals say that all is as it should be. */
export async function unless(said: RegExp, words: string, work: Promise<unknown>): Promise<void> {
    await saying(words, work).catch((error: unknown) => {
        if (!said.test((error as Error).message)) throw error;
    });
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
