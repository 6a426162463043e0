import { setTimeout as sleep } from "node:timers/promises";

import { Properties } from "../plugin";
import { Answer, transport, Transport } from "./transport";

/** How to reach Vault and who to be there. */
export interface Connection {
    address: string;
    token: string;
    maxRetries: number;
    /** The certificate authority that vouches for it, as PEM. */
    ca?: string;
    /** What is done is done with a token made for it, which lives so many seconds; with the given one if left out. */
    childToken?: { name: string; seconds: number };
}

/** Vault's HTTP API. Failures are worded as HashiCorp's client for Go words them. */
export class VaultClient {
    /** The token that everything is done with, once it is known to be good. */
    private login: Promise<string> | undefined;
    private readonly transport: Transport;

    constructor(private readonly connection: Connection) {
        this.transport = transport(connection.ca);
    }

    /** What stands at a path; nothing if nothing does. */
    async read(path: string): Promise<Properties | undefined> {
        const answer = await this.ask("GET", path);
        const data = dataOf(answer);
        // Vault answers 404 for a deleted version of a secret too, and tells what it knows of it.
        if (isGood(answer) || (answer.status === 404 && data)) return data;
        if (answer.status === 404) return undefined;
        throw this.failure("GET", path, answer);
    }

    /** Vault's answer, if it gives one. */
    async write(path: string, body: Properties): Promise<Properties | undefined> {
        const answer = await this.ask("PUT", path, body);
        if (isGood(answer)) return dataOf(answer);
        throw this.failure("PUT", path, answer);
    }

    /** Succeeds too if there is nothing to delete, not even what it would be in. */
    async delete(path: string): Promise<void> {
        const answer = await this.ask("DELETE", path);
        if (isGood(answer) || answer.status === 404) return;
        throw this.failure("DELETE", path, answer);
    }

    private async ask(method: string, path: string, body?: Properties): Promise<Answer> {
        return this.send(method, path, await this.knownToken(), body);
    }

    private async knownToken(): Promise<string> {
        this.login ??= this.logIn();
        try {
            return await this.login;
        } catch (error) {
            this.login = undefined; // The next call tries again.
            throw error;
        }
    }

    /** The official plugin looks its token up before anything else, once, and then makes a short-lived one of it. */
    private async logIn(): Promise<string> {
        const { token, childToken } = this.connection;
        try {
            await this.succeed("GET", "auth/token/lookup-self", token);
        } catch (error) {
            throw new Error(`failed to lookup token, err=${(error as Error).message}`, { cause: error });
        }
        if (!childToken) return token;
        const ttl = `${childToken.seconds}s`;
        const wanted = { display_name: childToken.name, ttl, explicit_max_ttl: ttl, renewable: false };
        try {
            const { text } = await this.succeed("POST", "auth/token/create", token, wanted);
            return (JSON.parse(text) as { auth: { client_token: string } }).auth.client_token;
        } catch (error) {
            throw new Error(`failed to create limited child token: ${(error as Error).message}`, {
                cause: error,
            });
        }
    }

    private async succeed(method: string, path: string, token: string, body?: Properties): Promise<Answer> {
        const answer = await this.send(method, path, token, body);
        if (isGood(answer)) return answer;
        throw this.failure(method, path, answer);
    }

    /** A Vault that cannot be reached, or has a failure of its own, is asked again. */
    private async send(method: string, path: string, token: string, body?: Properties): Promise<Answer> {
        const headers = { "X-Vault-Token": token, "X-Vault-Request": "true" };
        for (let attempt = 0; ; attempt += 1) {
            try {
                const text = body && JSON.stringify(body);
                const answer = await this.transport(method, this.url(path), headers, text);
                if (answer.status < 500 || attempt >= this.connection.maxRetries) return answer;
            } catch (error) {
                if (attempt >= this.connection.maxRetries) throw error;
            }
            await sleep(1000);
        }
    }

    private url(path: string): string {
        return `${this.connection.address.replace(/\/+$/, "")}/v1/${encodeURI(path)}`;
    }

    private failure(method: string, path: string, { status, text }: Answer): Error {
        const listed = errorsOf(text)
            .map((error) => `\n* ${error}`)
            .join("\n");
        return new Error(
            `Error making API request.\n\nURL: ${method} ${this.url(path)}\nCode: ${status}. Errors:\n\n${listed.trimStart()}`,
        );
    }
}

function isGood({ status }: Answer): boolean {
    return status >= 200 && status < 300;
}

function dataOf({ text }: Answer): Properties | undefined {
    if (text === "") return undefined;
    try {
        return (JSON.parse(text) as { data?: Properties | null }).data ?? undefined;
    } catch {
        return undefined; // Somebody else's answer; it is shown when it is a failure.
    }
}

function errorsOf(text: string): string[] {
    try {
        return (JSON.parse(text) as { errors?: string[] }).errors ?? [];
    } catch {
        return [text];
    }
}
