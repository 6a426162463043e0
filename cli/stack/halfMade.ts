import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import type { KubernetesObject, KubernetesObjectApi } from "@kubernetes/client-node";
import { Stack } from "@pulumi/pulumi/automation";

import { dockerLabel } from "../../components/dockerLabel";
import { kubeConfig } from "../../settings/kubeconfig";
import { containerName as devVault } from "../../components/dev/vaultNames";
import { NextCommand, PendingOperation } from "./recover";

const release = "kubernetes:helm.sh/v3:Release";

/** What Helm calls a release at which it will not begin another install or upgrade. */
const interrupted = ["pending-install", "pending-upgrade", "pending-rollback"];

/**
 * Remove what a killed operation may have left half made, if it is ours and would be in the way of making it again.
 * Returns what was done; undefined if nothing had to be.
 */
export async function removeHalfMade(
    { type: operation, resource: { type, inputs = {} } }: PendingOperation,
    stack: Stack,
    next: NextCommand,
): Promise<string | undefined> {
    // An update or a removal is simply done once more. But Helm refuses to go on where it was interrupted, and to
    // install what it has installed.
    if (type === release) {
        const statuses =
            operation === "creating" ? [] : [...interrupted, ...(next === "up" ? ["uninstalling"] : [])];
        return forgetRelease(await cluster(stack), inputs as unknown as Release, statuses);
    }
    if (operation !== "creating") return undefined;
    const dev = (await stack.getConfig("alloy-stack:dev").catch(() => undefined))?.value === "true";
    if (type === "docker:index/container:Container") return removeFromDocker("container", inputs.name);
    if (type === "docker:index/network:Network") return removeFromDocker("network", inputs.name);
    // A dev Vault without its content is as good as none: the update makes another and fills it.
    if (dev && type.startsWith("vault:")) return removeFromDocker("container", devVault);
    if (type.startsWith("kubernetes:"))
        return removeObject(await cluster(stack), inputs as unknown as NamedObject);
    return undefined;
}

type NamedObject = KubernetesObject & Parameters<KubernetesObjectApi["read"]>[0];

async function cluster(stack: Stack): Promise<KubernetesObjectApi> {
    const { KubernetesObjectApi } = await import("@kubernetes/client-node");
    const config = await stack.getAllConfig();
    const value = (key: string) => config[`alloy-stack:${key}`]?.value || undefined;
    const [kubeconfig, context] = [value("kubeconfig"), value("context")];
    const access = { ...(kubeconfig && { kubeconfig }), ...(context && { context }) };
    return KubernetesObjectApi.makeApiClient(await kubeConfig(access));
}

/** Only one that carries our label: another of the same name is for the update to complain about. */
async function removeFromDocker(kind: "container" | "network", name: unknown): Promise<string | undefined> {
    const docker = (...args: string[]) => promisify(execFile)("docker", args);
    const labels = kind === "container" ? ".Config.Labels" : ".Labels";
    const format = `{{index ${labels} "${dockerLabel.label}"}}`;
    const found = await docker(kind, "inspect", "--format", format, String(name)).catch(() => undefined);
    if (found?.stdout.trim() !== dockerLabel.value) return undefined;
    await docker(kind, "rm", ...(kind === "container" ? ["--force", "--volumes"] : []), String(name));
    return `the ${kind} ${String(name)} is removed, to be made anew`;
}

async function removeObject(api: KubernetesObjectApi, object: NamedObject): Promise<string | undefined> {
    const there = () => api.read(object).catch(() => undefined);
    const found = await there();
    const ours = found?.metadata?.managedFields?.some(({ manager }) => manager?.startsWith("pulumi"));
    if (!ours) return undefined;
    await api.delete(object);
    while (await there()) await sleep(500);
    return `${object.kind} ${object.metadata.name} is removed, to be made anew`;
}

interface Release {
    name: string;
    namespace: string;
}

/**
 * Take away Helm's records of a release that have one of these statuses, or all of them without any. What was installed
 * stays, and belongs to the release by its labels: the next install or upgrade goes on from there.
 */
async function forgetRelease(
    api: KubernetesObjectApi,
    { name, namespace }: Release,
    statuses: string[],
): Promise<string | undefined> {
    const status = statuses.length > 0 ? `,status in (${statuses.join(",")})` : "";
    const selector = `owner=helm,name=${name}${status}`;
    const none = undefined;
    const { items } = await api.list("v1", "Secret", namespace, none, none, none, none, selector);
    for (const record of items) await api.delete({ ...record, apiVersion: "v1", kind: "Secret" });
    return items.length > 0 ? "Helm's record of it is removed" : undefined;
}
