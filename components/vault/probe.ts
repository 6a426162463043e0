import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

/** The label that tells one container from the next of the same name. */
export const incarnationLabel = "alloy-stack.incarnation";

/**
 * Which container of that name is running: the value of its incarnation label, or a new one if there is none. Put on
 * the container, it replaces a container that is gone, although Pulumi's state says it is there.
 */
export async function containerIncarnation(name: string): Promise<{ incarnation: string; running: boolean }> {
    const format = `{{if .State.Running}}{{index .Config.Labels "${incarnationLabel}"}}{{end}}`;
    try {
        const { stdout } = await promisify(execFile)("docker", [
            "container",
            "inspect",
            "--format",
            format,
            name,
        ]);
        const found = stdout.trim();
        if (found) return { incarnation: found, running: true };
    } catch (error) {
        // No such container is an answer; no docker command, or no engine, is for the provider to complain about.
        if ((error as NodeJS.ErrnoException).code === "ENOENT")
            return { incarnation: "unknown", running: false };
    }
    return { incarnation: randomUUID(), running: false };
}

/**
 * Which start of a dev Vault answers at this address: it has a new cluster id, and is empty, after every one.
 * Undefined if none answers.
 */
export async function vaultClusterId(address: string): Promise<string | undefined> {
    try {
        const response = await fetch(`${address}/v1/sys/health`, { signal: AbortSignal.timeout(3_000) });
        return ((await response.json()) as { cluster_id?: string }).cluster_id;
    } catch {
        return undefined;
    }
}
