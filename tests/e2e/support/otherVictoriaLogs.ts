import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { ensureRunning, stop } from "../../lab/host/daemon";
import { askVictoriaLogs, Line } from "./backends";

/** A VictoriaLogs on this machine beside the stack's own, which keeps each account's lines apart. */
export class OtherVictoriaLogs {
    private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "other-victorialogs-"));
    private readonly daemon: string;

    constructor(readonly port: number) {
        this.daemon = `other-victorialogs-${port}`;
    }

    /** Start it, with what it had before. */
    start(): Promise<void> {
        return ensureRunning({
            name: this.daemon,
            command: "victoria-logs",
            args: [
                `-httpListenAddr=:${this.port}`,
                `-storageDataPath=${this.folder}/data`,
                "-loki.disableMessageParsing",
            ],
            ready: async () => (await fetch(`http://127.0.0.1:${this.port}/health`)).ok,
            patience: 60,
        });
    }

    stop(): Promise<void> {
        return stop(this.daemon);
    }

    async remove(): Promise<void> {
        await this.stop();
        fs.rmSync(this.folder, { recursive: true });
    }

    /** The lines of the last quarter of an hour that an account has. */
    lines(account: string, query: string): Promise<Line[]> {
        return askVictoriaLogs(`http://127.0.0.1:${this.port}`, query, { AccountID: account });
    }
}
