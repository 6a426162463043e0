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

/** What a dev Vault says of itself. */
export interface VaultProbe {
    /** Another one after every start: a dev Vault begins empty each time. Undefined if none answers. */
    clusterId?: string;
    /** It answers, but what was written into it is not there. */
    lost: boolean;
}

/** Ask the Vault at this address which one it is, and whether it still has the policy that was written into it. */
export async function probeVault(address: string, token: string, policy: string): Promise<VaultProbe> {
    const get = (path: string) =>
        fetch(`${address}/v1/${path}`, {
            headers: { "X-Vault-Token": token },
            signal: AbortSignal.timeout(3_000),
        });
    try {
        const health = (await (await get("sys/health")).json()) as { cluster_id?: string };
        const { status } = await get(`sys/policies/acl/${policy}`);
        return { ...(health.cluster_id && { clusterId: health.cluster_id }), lost: status === 404 };
    } catch {
        return { lost: false };
    }
}
