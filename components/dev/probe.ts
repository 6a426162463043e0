import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

/** The label that tells one container from the next of the same name. */
export const incarnationLabel = "alloy-stack.incarnation";

/**
 * Which container of that name is running: the value of its incarnation label, or a new one if there is none. Put on
 * the container, it replaces a container that is gone, although Pulumi's state says it is there.
 */
async function containerIncarnation(name: string): Promise<{ incarnation: string; running: boolean }> {
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
 * The same for a container with a Vault in it. One that somebody has sealed is as good as gone: nobody keeps a dev Vault's
 * key, and what was in it is written again.
 */
export async function vaultIncarnation(name: string, address: string) {
    const found = await containerIncarnation(name);
    if (!found.running || !(await isSealed(address))) return found;
    return { incarnation: randomUUID(), running: false };
}

async function isSealed(address: string): Promise<boolean> {
    try {
        const { sealed = false } = (await (await ask(address, "sys/health")).json()) as { sealed?: boolean };
        return sealed;
    } catch {
        return false; // It says nothing, so it does not say that.
    }
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
    try {
        const health = (await (await ask(address, "sys/health")).json()) as { cluster_id?: string };
        const { status } = await ask(address, `sys/policies/acl/${policy}`, token);
        return { ...(health.cluster_id && { clusterId: health.cluster_id }), lost: status === 404 };
    } catch {
        return { lost: false };
    }
}

function ask(address: string, path: string, token?: string): Promise<Response> {
    return fetch(`${address}/v1/${path}`, {
        ...(token && { headers: { "X-Vault-Token": token } }),
        signal: AbortSignal.timeout(3_000),
    });
}
