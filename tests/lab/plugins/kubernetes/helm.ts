import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { kubeconfigSource } from "./kubeconfig";
import { Settings } from "./settings";

export interface HelmOptions {
    /** Written to helm's standard input. Values go this way: other users see a program's arguments. */
    input?: string;
    /** Ends helm, which then leaves a failed release. */
    signal?: AbortSignal;
}

/** Helm's own account of what went wrong. */
export class HelmFailed extends Error {}

/** Run helm on the provider's cluster and return what it printed. */
export async function helm(settings: Settings, args: string[], options: HelmOptions = {}): Promise<string> {
    const context = settings.context ? ["--kube-context", settings.context] : [];
    const source = kubeconfigSource(settings);
    if ("file" in source) return runHelm([...args, "--kubeconfig", source.file, ...context], options);

    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kubeconfig-"));
    try {
        const file = path.join(folder, "kubeconfig");
        fs.writeFileSync(file, source.content, { mode: 0o600 });
        return await runHelm([...args, "--kubeconfig", file, ...context], options);
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

/** Run helm without a cluster. */
export function runHelm(args: string[], { input = "", signal }: HelmOptions = {}): Promise<string> {
    return new Promise((resolve, reject) => {
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
            else reject(new HelmFailed(whatWentWrong(stderr, args)));
        });
    });
}

/** Helm says more than its error: deprecations, and what it warns of. */
function whatWentWrong(stderr: string, args: string[]): string {
    const start = stderr.search(/^Error: /m);
    const text = (start < 0 ? stderr : stderr.slice(start + "Error: ".length)).trim();
    return text || `helm ${args.slice(0, 2).join(" ")} failed without a word`;
}
