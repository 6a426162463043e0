import { setTimeout as sleep } from "node:timers/promises";

import { Properties } from "../plugin";

/** Vault's HTTP API. Failures are worded as HashiCorp's client for Go words them. */
export class VaultClient {
    private isKnown: Promise<void> | undefined;

    constructor(
        private readonly address: string,
        private readonly token: string,
        private readonly maxRetries: number,
    ) {}

    /** What stands at a path; nothing if nothing does. */
    async read(path: string): Promise<Properties | undefined> {
        await this.ensureKnown();
        const response = await this.send("GET", path);
        const data = await dataOf(response);
        // Vault answers 404 for a deleted version of a secret too, and tells what it knows of it.
        if (response.ok || (response.status === 404 && data)) return data;
        if (response.status === 404) return undefined;
        throw failure("GET", this.url(path), response.status, await errorsOf(response));
    }

    /** Vault's answer, if it gives one. */
    async write(path: string, body: Properties): Promise<Properties | undefined> {
        await this.ensureKnown();
        const response = await this.send("PUT", path, body);
        if (response.ok) return dataOf(response);
        throw failure("PUT", this.url(path), response.status, await errorsOf(response));
    }

    /** Succeeds too if there is nothing to delete, not even what it would be in. */
    async delete(path: string): Promise<void> {
        await this.ensureKnown();
        const response = await this.send("DELETE", path);
        if (response.ok || response.status === 404) return;
        throw failure("DELETE", this.url(path), response.status, await errorsOf(response));
    }

    /** The official plugin looks its token up before anything else, once. */
    private async ensureKnown(): Promise<void> {
        this.isKnown ??= this.lookup();
        try {
            await this.isKnown;
        } catch (error) {
            this.isKnown = undefined;
            throw error;
        }
    }

    private async lookup(): Promise<void> {
        const path = "auth/token/lookup-self";
        try {
            const response = await this.send("GET", path);
            if (!response.ok) {
                throw failure("GET", this.url(path), response.status, await errorsOf(response));
            }
        } catch (error) {
            throw new Error(`failed to lookup token, err=${(error as Error).message}`, { cause: error });
        }
    }

    /** A Vault that cannot be reached, or has a failure of its own, is asked again. */
    private async send(method: string, path: string, body?: Properties): Promise<Response> {
        const url = this.url(path);
        for (let attempt = 0; ; attempt += 1) {
            try {
                const response = await fetch(url, {
                    method,
                    headers: { "X-Vault-Token": this.token, "X-Vault-Request": "true" },
                    ...(body && { body: JSON.stringify(body) }),
                });
                if (response.status < 500 || attempt >= this.maxRetries) return response;
            } catch (error) {
                if (attempt >= this.maxRetries) throw unreachable(method, url, error);
            }
            await sleep(1000);
        }
    }

    private url(path: string): string {
        return `${this.address.replace(/\/+$/, "")}/v1/${encodeURI(path)}`;
    }
}

async function dataOf(response: Response): Promise<Properties | undefined> {
    const text = await response.clone().text();
    if (text === "") return undefined;
    return (JSON.parse(text) as { data?: Properties | null }).data ?? undefined;
}

async function errorsOf(response: Response): Promise<string[]> {
    const text = await response.text();
    try {
        return (JSON.parse(text) as { errors?: string[] }).errors ?? [];
    } catch {
        return [text];
    }
}

function failure(method: string, url: string, status: number, errors: string[]): Error {
    const listed = errors.map((error) => `\n* ${error}`).join("\n");
    return new Error(
        `Error making API request.\n\nURL: ${method} ${url}\nCode: ${status}. Errors:\n\n${listed.trimStart()}`,
    );
}

function unreachable(method: string, url: string, error: unknown): Error {
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    const { host } = new URL(url);
    const refused = `dial tcp ${host}: connect: connection refused`;
    const reason = cause?.code === "ECONNREFUSED" ? refused : (cause?.message ?? String(error));
    const verb = method[0]! + method.slice(1).toLowerCase();
    return new Error(`${verb} "${url}": ${reason}`, { cause: error });
}
