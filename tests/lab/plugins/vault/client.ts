import { setTimeout as sleep } from "node:timers/promises";

import { Properties } from "../plugin";
import { Answer, Transport } from "./transport";

/** How to reach Vault and who to be there. */
export interface Connection {
    address: string;
    token: string;
    maxRetries: number;
    /** The certificate authority that vouches for it, as PEM. */
    ca?: string;
    /** Where in Vault everything is; in the token's own namespace if left out. */
    namespace?: string;
    /** Where the given token is looked up. */
    loginNamespace?: string;
    /** What is done is done with a token made for it, which lives so many seconds; with the given one if left out. */
    childToken?: { name: string; seconds: number };
}

/** Vault's refusal, worded as HashiCorp's client for Go words it. */
export class VaultError extends Error {
    readonly status: number;
    readonly errors: string[];

    constructor(question: string, answer: Answer) {
        const listed = listedErrors(answer.text);
        // Several errors follow each other without a break.
        const shown = listed ? listed.map((error) => `* ${error}`).join("") : answer.text;
        const title = listed ? "Errors" : "Raw Message";
        super(`Error making API request.\n\nURL: ${question}\nCode: ${answer.status}. ${title}:\n\n${shown}`);
        this.status = answer.status;
        this.errors = listed ?? [];
    }
}

/** Vault's HTTP API, for one who is logged in. */
export class VaultClient {
    private constructor(
        private readonly connection: Connection,
        private readonly transport: Transport,
        private token: string,
        private namespace: string | undefined,
    ) {}

    /** The official plugin looks its token up before anything else, once, and then makes a short-lived one of it. */
    static async logIn(connection: Connection, transport: Transport): Promise<VaultClient> {
        const { token, childToken, namespace, loginNamespace } = connection;
        const client = new VaultClient(connection, transport, token, loginNamespace);
        const found = await saying(
            "failed to lookup token, err=",
            client.ask("GET", "auth/token/lookup-self"),
        );
        const { namespace_path: path = "" } = (found ?? {}) as { namespace_path?: string };
        const ofToken = path.replace(/^\/+|\/+$/g, "");
        if (childToken) {
            // It is made where the given one is from.
            client.namespace = ofToken || loginNamespace;
            client.token = await client.makeToken(childToken);
        }
        client.namespace = namespace ?? (ofToken || undefined);
        return client;
    }

    private async makeToken({ name, seconds }: NonNullable<Connection["childToken"]>): Promise<string> {
        const ttl = `${seconds}s`;
        const wanted = { display_name: name, ttl, explicit_max_ttl: ttl, renewable: false };
        const { text } = await saying(
            "failed to create limited child token: ",
            this.send("POST", "auth/token/create", wanted),
        );
        return (JSON.parse(text) as { auth: { client_token: string } }).auth.client_token;
    }

    /** The data in Vault's answer, if there is any. */
    async ask(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: Properties) {
        return dataOf(await this.send(method, path, body));
    }

    /** What stands at a path; nothing if nothing does, not even what it would be in. */
    async read(path: string): Promise<Properties | undefined> {
        const answer = await this.reach("GET", path);
        // Vault answers 404 for a deleted version of a secret too, and tells what it knows of it.
        if (answer.status === 404) return dataOf(answer);
        return dataOf(this.accepted("GET", path, answer));
    }

    private async send(method: string, path: string, body?: Properties): Promise<Answer> {
        return this.accepted(method, path, await this.reach(method, path, body));
    }

    private accepted(method: string, path: string, answer: Answer): Answer {
        if (answer.status >= 200 && answer.status < 400) return answer;
        throw new VaultError(`${method} ${this.url(path)}`, answer);
    }

    /** A Vault that cannot be reached, or has a failure of its own, is asked again. */
    private async reach(method: string, path: string, body?: Properties): Promise<Answer> {
        // What is asked of the server as a whole is asked in no namespace.
        const namespace = path === "sys/seal-status" ? undefined : this.namespace;
        const headers = {
            "X-Vault-Token": this.token,
            "X-Vault-Request": "true",
            ...(namespace && { "X-Vault-Namespace": namespace }),
        };
        for (let attempt = 1; ; attempt += 1) {
            const isLast = attempt > this.connection.maxRetries;
            try {
                const text = body && JSON.stringify(body);
                const answer = await this.transport(method, this.url(path), headers, text);
                if (isLast || !mayPass(answer.status)) return answer;
            } catch (error) {
                if (isLast) throw error;
            }
            await sleep(1000 * attempt);
        }
    }

    private url(path: string): string {
        return `${this.connection.address.replace(/\/+$/, "")}/v1/${encodeURI(path)}`;
    }
}

/** A failure begins with the words of what was tried. */
export async function saying<Result>(words: string, work: Promise<Result>): Promise<Result> {
    return work.catch((error: unknown) => {
        throw new Error(words + (error as Error).message, { cause: error });
    });
}

/** The same, with the failure as Go quotes it. */
export async function quoting<Result>(words: string, work: Promise<Result>): Promise<Result> {
    return work.catch((error: unknown) => {
        throw new Error(words + JSON.stringify((error as Error).message), { cause: error });
    });
}

function mayPass(status: number): boolean {
    return status === 412 || status === 429 || (status >= 500 && status !== 501);
}

function dataOf({ text }: Answer): Properties | undefined {
    if (text === "") return undefined;
    try {
        return (JSON.parse(text) as { data?: Properties | null }).data ?? undefined;
    } catch {
        return undefined; // Somebody else's answer; it is shown when it is a failure.
    }
}

/** Nothing if this is no answer of Vault's. */
function listedErrors(text: string): string[] | undefined {
    try {
        return (JSON.parse(text) as { errors?: string[] }).errors ?? [];
    } catch {
        return undefined;
    }
}
