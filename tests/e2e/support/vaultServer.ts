import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { nodeIp } from "../../lab/node/addresses";
import { Transport, transport } from "../../lab/plugins/vault/transport";
import { makeCertificates } from "./certificates";

/** Where one listens; a second one needs another, and takes the next one too. */
const usualPort = 8300;

interface Answer {
    status: number;
    body: Record<string, unknown>;
}

/** A line of Vault's audit log: who wanted what. */
export interface Audited {
    operation: string;
    path: string;
}

/**
 * A Vault as other people run it: over TLS with a certificate authority of its own, its data in files, sealed whenever it
 * starts. It has a key-value store at "secret", knows the kubernetes login, and writes down whatever is asked of it.
 */
export class VaultServer {
    readonly address: string;
    rootToken = "";
    private key = "";
    private server: ChildProcess | undefined;
    private readonly ask: Transport;

    private constructor(
        readonly folder: string,
        /** The certificate authority, as PEM. */
        readonly ca: string,
        private readonly port: number,
    ) {
        this.address = `https://${nodeIp()}:${port}`;
        this.ask = transport(ca);
    }

    /** Start an empty one. */
    static async create(port = usualPort): Promise<VaultServer> {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vault-server-"));
        const vault = new VaultServer(folder, await makeCertificates(folder, "server"), port);
        vault.writeConfiguration();
        await vault.start();
        const { body } = await vault.request("PUT", "sys/init", { secret_shares: 1, secret_threshold: 1 });
        [vault.key = ""] = body.keys_base64 as string[];
        vault.rootToken = body.root_token as string;
        await vault.unseal();
        await vault.set("sys/mounts/secret", { type: "kv", options: { version: "2" } });
        await vault.set("sys/audit/file", { type: "file", options: { file_path: vault.auditFile } });
        return vault;
    }

    async start(): Promise<void> {
        const log = fs.openSync(path.join(this.folder, "log"), "a");
        this.server = spawn("vault", ["server", "-config", path.join(this.folder, "vault.hcl")], {
            stdio: ["ignore", log, log],
        });
        for (let attempt = 0; attempt < 60; attempt++) {
            if (await this.request("GET", "sys/seal-status").catch(() => undefined)) return;
            await sleep(500);
        }
        throw new Error(`Vault does not answer:\n${fs.readFileSync(path.join(this.folder, "log"), "utf8")}`);
    }

    async stop(): Promise<void> {
        const { server } = this;
        if (!server || server.exitCode !== null) return;
        const ended = new Promise((resolve) => server.once("close", resolve));
        server.kill("SIGTERM");
        await ended;
    }

    async remove(): Promise<void> {
        await this.stop();
        fs.rmSync(this.folder, { recursive: true });
    }

    async seal(): Promise<void> {
        await this.set("sys/seal", {});
    }

    async unseal(): Promise<void> {
        await this.set("sys/unseal", { key: this.key });
        for (let attempt = 0; attempt < 20; attempt++) {
            if ((await this.request("GET", "sys/health")).status === 200) return;
            await sleep(500);
        }
        throw new Error("Vault does not become active after it was unsealed");
    }

    /** Whatever Vault answers, also if it refuses. */
    async request(method: string, at: string, body?: unknown, token = this.rootToken): Promise<Answer> {
        const url = `${this.address}/v1/${at}`;
        const headers = { ...(token && { "X-Vault-Token": token }) };
        const sent = body === undefined ? undefined : JSON.stringify(body);
        const { status, text } = await this.ask(method, url, headers, sent);
        return { status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
    }

    /** Write something as somebody who may. */
    async set(at: string, body: unknown): Promise<void> {
        const answer = await this.request("PUT", at, body);
        if (answer.status >= 300) throw new Error(`PUT ${at}: ${JSON.stringify(answer.body)}`);
    }

    /** The data that stands at a path. */
    async get(at: string): Promise<Record<string, unknown>> {
        return (await this.request("GET", at)).body.data as Record<string, unknown>;
    }

    /** Log in as the operator does; the token. */
    async logIn(username: string, password: string): Promise<string> {
        const { status, body } = await this.request(
            "PUT",
            `auth/userpass/login/${username}`,
            { password },
            "",
        );
        if (status !== 200)
            throw new Error(`the login of ${username} answers ${status}: ${JSON.stringify(body)}`);
        return (body.auth as { client_token: string }).client_token;
    }

    /** How many things were asked of it so far. */
    auditLength(): number {
        return this.auditLines().length;
    }

    /** What was written or deleted since; logins and what follows from them are left out. */
    changesSince(length: number): Audited[] {
        const requests = this.auditLines()
            .slice(length)
            .map((line) => JSON.parse(line) as { type: string; request: Audited })
            .filter(({ type }) => type === "request")
            .map(({ request: { operation, path: at } }) => ({ operation, path: at }));
        return requests.filter(
            ({ operation, path: at }) =>
                ["create", "update", "patch", "delete"].includes(operation) &&
                !/^auth\/[\w-]+\/login|^auth\/token\/(revoke-self|create)$/.test(at),
        );
    }

    /** Vault's answers to the logins since: 200 for one that was right. */
    loginsSince(length: number): number[] {
        return this.auditLines()
            .slice(length)
            .map((line) => JSON.parse(line) as { type: string; request: Audited; error?: string })
            .filter(({ type, request }) => type === "response" && /^auth\/[\w-]+\/login/.test(request.path))
            .map(({ error }) => (error === undefined ? 200 : /permission denied/.test(error) ? 403 : 400));
    }

    private get auditFile(): string {
        return path.join(this.folder, "audit.log");
    }

    private auditLines(): string[] {
        return fs.readFileSync(this.auditFile, "utf8").split("\n").filter(Boolean);
    }

    private writeConfiguration(): void {
        fs.mkdirSync(path.join(this.folder, "data"));
        const configuration = {
            disable_mlock: true,
            api_addr: this.address,
            cluster_addr: `https://127.0.0.1:${this.port + 1}`,
            storage: { raft: { path: path.join(this.folder, "data"), node_id: "only" } },
            listener: {
                tcp: {
                    address: `0.0.0.0:${this.port}`,
                    tls_cert_file: path.join(this.folder, "server.crt"),
                    tls_key_file: path.join(this.folder, "server.key"),
                },
            },
        };
        // Vault reads JSON as well.
        fs.writeFileSync(path.join(this.folder, "vault.hcl"), JSON.stringify(configuration));
    }
}
