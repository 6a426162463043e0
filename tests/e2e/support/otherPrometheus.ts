import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as bcrypt from "bcryptjs";

import { ensureRunning, stop } from "../../lab/host/daemon";

/** When a sample is from, in seconds since 1970. */
export type SampleTime = number;

/** A Prometheus on this machine beside the stack's own, which takes samples from whoever knows the password. */
export class OtherPrometheus {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "other-prometheus-"));
    private readonly daemon: string;
    readonly authorization: string;
    private readonly users: Record<string, string> = {};

    constructor(
        readonly port: number,
        username: string,
        password: string,
    ) {
        this.daemon = `other-prometheus-${port}`;
        this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
        this.setPassword(username, password);
        fs.writeFileSync(path.join(this.folder, "prometheus.yml"), "{}");
    }

    /** A user's password from now on, also while it runs: the file is read at every request. */
    setPassword(username: string, password: string): void {
        this.users[username] = bcrypt.hashSync(password, 4);
        // Prometheus reads JSON as well.
        const web = JSON.stringify({ basic_auth_users: this.users });
        fs.writeFileSync(path.join(this.folder, "web.yml"), web);
    }

    /** Start it, with what it had before. */
    start(): Promise<void> {
        return ensureRunning({
            name: this.daemon,
            command: "prometheus",
            args: [
                `--config.file=${path.join(this.folder, "prometheus.yml")}`,
                `--web.config.file=${path.join(this.folder, "web.yml")}`,
                `--web.listen-address=0.0.0.0:${this.port}`,
                `--storage.tsdb.path=${path.join(this.folder, "data")}`,
                "--web.enable-remote-write-receiver",
            ],
            ready: async () => (await this.get("/-/ready")).ok,
        });
    }

    stop(): Promise<void> {
        return stop(this.daemon);
    }

    async remove(): Promise<void> {
        await this.stop();
        fs.rmSync(this.folder, { recursive: true });
    }

    /** When the samples of a series of the last quarter of an hour are from, the newest last. */
    async times(selector: string): Promise<SampleTime[]> {
        const query = new URLSearchParams({ query: `${selector}[15m]` }).toString();
        const response = await this.get(`/api/v1/query?${query}`);
        if (!response.ok) throw new Error(`Prometheus answers ${response.status}: ${await response.text()}`);
        const { data } = (await response.json()) as { data: { result: { values: [number, string][] }[] } };
        return data.result.flatMap(({ values }) => values.map(([time]) => time)).sort((a, b) => a - b);
    }

    private get(at: string): Promise<Response> {
        const headers = { Authorization: this.authorization };
        return fetch(`http://127.0.0.1:${this.port}${at}`, { headers });
    }
}
