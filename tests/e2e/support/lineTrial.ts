import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { RemoteKind } from "../../../components/remotes";
import { PlainRemote } from "../../../settings/plainRemote";
import { ConfigInputs } from "../../../components/agent/config";
import { configFor } from "../../support/agentConfig";

const loki: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };

/** A line as the server of logs has it: its text, and its labels. */
export type FoundLine = Record<string, string> & { _msg: string };

/**
 * An Alloy that reads a folder's logs as the module pod-logs does, with the part of it that finds them replaced, and a
 * VictoriaLogs that takes them. No cluster and no part of the lab has to run.
 */
export class LineTrial {
    readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "lines-"));
    private readonly processes: ChildProcess[] = [];

    constructor(
        private readonly commands: { alloy: string; victoriaLogs: string },
        private readonly port: number,
    ) {
        fs.mkdirSync(this.logs);
    }

    get logs(): string {
        return path.join(this.folder, "logs");
    }

    start(inputs: Partial<ConfigInputs>): void {
        const file = path.join(this.folder, "config.alloy");
        fs.writeFileSync(file, this.config(configFor([loki], inputs)));
        const { alloy, victoriaLogs } = this.commands;
        this.run(victoriaLogs, [
            `-storageDataPath=${this.folder}/victoria-logs`,
            `-httpListenAddr=127.0.0.1:${this.port}`,
            "-loki.disableMessageParsing",
            "-retentionPeriod=100y",
        ]);
        this.run(alloy, [
            "run",
            `--storage.path=${this.folder}/alloy`,
            `--server.http.listen-addr=127.0.0.1:${this.port + 1}`,
            "--disable-reporting",
            file,
        ]);
    }

    /** All lines that have arrived, oldest first. */
    async lines(): Promise<FoundLine[]> {
        const query = new URLSearchParams({ query: "* | sort by (_time)" });
        const answer = await fetch(`http://127.0.0.1:${this.port}/select/logsql/query?${query}`);
        const text = await answer.text();
        return text
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line) as FoundLine);
    }

    remove(): void {
        for (const one of this.processes) one.kill("SIGKILL");
        fs.rmSync(this.folder, { recursive: true, maxRetries: 5, retryDelay: 200 });
    }

    private run(command: string, args: string[]): void {
        this.processes.push(spawn(command, args, { stdio: "ignore" }));
    }

    /** Only how files are read, and what is done to their lines, is the module's own. */
    private config(text: string): string {
        const block = (start: string) => {
            const from = text.indexOf(`\n${start} {`);
            return text.slice(from, text.indexOf("\n}\n", from) + 3);
        };
        const found = `[{__path__ = "${this.logs}/*.log", job = "n/c", namespace = "n"}]`;
        return [
            block('local.file_match "pod_logs"').replace("discovery.relabel.pod_logs.output", found),
            block('loki.source.file "pod_logs_l"'),
            block('loki.process "pod_logs_l"'),
            `loki.write "l" {\n\tendpoint {\n\t\turl = "http://127.0.0.1:${this.port}/insert/loki/api/v1/push"\n\t}\n}\n`,
        ].join("");
    }
}
