import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { asHelm3 } from "./helmWords";
import { kubeconfigSource } from "./kubeconfig";
import { Settings } from "./settings";

export interface HelmOptions {
    /** Written to helm's standard input. Values go this way: other users see a program's arguments. */
    input?: string;
    /** Ends helm, which then leaves a failed release. */
    signal?: AbortSignal;
}

/** Runs helm with these arguments and returns what it printed. */
export type RunHelm = (args: string[], options?: HelmOptions) => Promise<string>;

/** Helm's own account of what went wrong, in the words of the Helm 3 that the official plugin consists of. */
export class HelmFailed extends Error {}

/** The helm program, for one cluster. */
export class Helm {
    private version: Promise<string> | undefined;

    constructor(
        private readonly settings: Settings,
        private readonly run: RunHelm = runHelm,
    ) {}

    /** Without a cluster. */
    alone(args: string[]): Promise<string> {
        return this.run(args);
    }

    async onCluster(args: string[], options?: HelmOptions): Promise<string> {
        const context = this.settings.context ? ["--kube-context", this.settings.context] : [];
        const source = kubeconfigSource(this.settings);
        if ("file" in source) return this.run([...args, "--kubeconfig", source.file, ...context], options);

        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kubeconfig-"));
        try {
            const file = path.join(folder, "kubeconfig");
            fs.writeFileSync(file, source.content, { mode: 0o600 });
            return await this.run([...args, "--kubeconfig", file, ...context], options);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    }

    /** Helm 3 is what the official plugin consists of; of a later one the old ways have to be asked for. */
    async isHelm3(): Promise<boolean> {
        this.version ??= this.run(["version", "--template", "{{.Version}}"]);
        return (await this.version).startsWith("v3.");
    }
}

const runHelm: RunHelm = (args, { input = "", signal } = {}) =>
    new Promise((resolve, reject) => {
        const child = spawn("helm", args);
        const stop = () => child.kill("SIGTERM");
        signal?.addEventListener("abort", stop, { once: true });

        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.stdin.on("error", () => undefined).end(input);
        child.once("error", (error: NodeJS.ErrnoException) => {
            const missing = new Error('"helm" is not on PATH; releases are made with it, so install it');
            reject(error.code === "ENOENT" ? missing : error);
        });
        child.once("close", (code) => {
            signal?.removeEventListener("abort", stop);
            if (code === 0) resolve(stdout);
            else
                reject(
                    new HelmFailed(
                        asHelm3(stderr) || `helm ${args.slice(0, 2).join(" ")} failed without a word`,
                    ),
                );
        });
    });
