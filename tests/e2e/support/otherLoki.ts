import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { Backend } from "../../../cli/verify/backend";
import { ensureRunning, stop } from "../../lab/host/daemon";
import { project } from "./commands";

const port = 3101;

/** A Loki on this machine with the dev stack's configuration, without a password. */
export class OtherLoki {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "other-loki-"));
    private readonly daemon = "other-loki";
    readonly backend: Backend = { url: `http://127.0.0.1:${port}`, username: "nobody", password: "" };
    /** Where it takes what agents write, from pods. */
    readonly pushUrl = `http://$NODE_IP:${port}/loki/api/v1/push`;

    async start(): Promise<void> {
        const ours = fs.readFileSync(path.join(project, "components/dev/config/loki-config.yml"), "utf8");
        const config = parse(ours.replaceAll("/loki", `${this.folder}/loki`)) as {
            server: Record<string, unknown>;
        };
        const server = { ...config.server, http_listen_port: port, grpc_listen_port: port + 1000 };
        const file = path.join(this.folder, "loki.yml");
        fs.writeFileSync(file, stringify({ ...config, server }));
        await ensureRunning({
            name: this.daemon,
            command: "loki",
            args: [`-config.file=${file}`],
            ready: async () => (await fetch(`${this.backend.url}/ready`)).ok,
            patience: 120,
        });
    }

    async remove(): Promise<void> {
        await stop(this.daemon);
        fs.rmSync(this.folder, { recursive: true });
    }
}
