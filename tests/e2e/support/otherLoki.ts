import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { ensureRunning, stop } from "../../lab/host/daemon";
import { project } from "./commands";

/** A Loki on this machine beside the stack's own, which takes nothing without a tenant and keeps each one's lines apart. */
export class OtherLoki {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "other-loki-"));
    private readonly daemon: string;

    constructor(readonly port: number) {
        this.daemon = `other-loki-${port}`;
        const ours = fs.readFileSync(path.join(project, "backend", "loki-config.yml"), "utf8");
        const config = parse(ours.replaceAll("/loki", `${this.folder}/loki`)) as {
            server: Record<string, unknown>;
        };
        const server = { ...config.server, http_listen_port: port, grpc_listen_port: port + 1000 };
        fs.writeFileSync(this.configFile, stringify({ ...config, auth_enabled: true, server }));
    }

    /** Start it, with what it had before. */
    start(): Promise<void> {
        return ensureRunning({
            name: this.daemon,
            command: "loki",
            args: [`-config.file=${this.configFile}`],
            ready: async () => (await fetch(`http://127.0.0.1:${this.port}/ready`)).ok,
            patience: 120,
        });
    }

    stop(): Promise<void> {
        return stop(this.daemon);
    }

    async remove(): Promise<void> {
        await this.stop();
        fs.rmSync(this.folder, { recursive: true });
    }

    /** The lines of the last quarter of an hour that a tenant has. */
    async lines(tenant: string, query: string): Promise<string[]> {
        const parameters = new URLSearchParams({ query, since: "15m", limit: "1000" }).toString();
        const url = `http://127.0.0.1:${this.port}/loki/api/v1/query_range?${parameters}`;
        const response = await fetch(url, { headers: { "X-Scope-OrgID": tenant } });
        if (!response.ok) throw new Error(`Loki answers ${response.status}: ${await response.text()}`);
        const { data } = (await response.json()) as { data: { result: { values: [string, string][] }[] } };
        return data.result.flatMap(({ values }) => values.map(([, text]) => text));
    }

    private get configFile(): string {
        return path.join(this.folder, "loki.yml");
    }
}
