import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parse } from "yaml";

import { unknownValue } from "../values";
import { Settings } from "./settings";

/** The cluster isn't there, or there is no way to it yet. A preview goes on without it. */
export class Unreachable extends Error {}

/** Where the API server is and what to log in with. */
export interface Cluster {
    server: URL;
    /** As https takes them. */
    tls: { ca?: Buffer; cert?: Buffer; key?: Buffer; rejectUnauthorized?: boolean };
    token?: string;
}

type ClusterEntry = Record<string, string | boolean>;

interface Kubeconfig {
    "current-context"?: string;
    contexts?: { name: string; context: { cluster: string; user: string } }[];
    clusters?: { name: string; cluster: ClusterEntry }[];
    users?: { name: string; user?: Record<string, unknown> }[];
}

const servedLogins = [
    "client-certificate",
    "client-certificate-data",
    "client-key",
    "client-key-data",
    "token",
];

/** The kubeconfig as a file of the user's, or as content that is in no file. */
export function kubeconfigSource({
    kubeconfig,
}: Pick<Settings, "kubeconfig">): { file: string } | { content: string } {
    if (kubeconfig === unknownValue) throw new Unreachable("the provider's kubeconfig is not known yet");
    if (kubeconfig && /[\n{]/.test(kubeconfig)) return { content: kubeconfig };
    const file = kubeconfig ?? (process.env.KUBECONFIG || path.join(os.homedir(), ".kube", "config"));
    return { file: path.resolve(file.replace(/^~(?=\/)/, os.homedir())) };
}

/** What a kubeconfig, as a file or as content, says of the cluster that it leads to; nothing if it leads to none. */
export function activeCluster(kubeconfig: string, context?: string): ClusterEntry | undefined {
    const { config } = readKubeconfig({ kubeconfig });
    const name = context ?? config["current-context"];
    const active = config.contexts?.find((entry) => entry.name === name)?.context.cluster;
    return config.clusters?.find((entry) => entry.name === active)?.cluster;
}

/** The cluster that a kubeconfig leads to. */
export function readCluster(settings: Pick<Settings, "kubeconfig" | "context">): Cluster {
    const { config, where, folder } = readKubeconfig(settings);
    const contextName = settings.context ?? config["current-context"];
    const context = config.contexts?.find(({ name }) => name === contextName)?.context;
    if (!context)
        throw new Error(`${where} has no context "${contextName ?? ""}"; give "context" one it has`);
    const cluster = config.clusters?.find(({ name }) => name === context.cluster)?.cluster;
    if (!cluster) throw new Error(`${where} has no cluster "${context.cluster}", which its context names`);
    const user = config.users?.find(({ name }) => name === context.user)?.user ?? {};
    const otherLogin = Object.keys(user).find((key) => !servedLogins.includes(key));
    if (otherLogin) {
        throw new Error(
            `${where} logs user "${context.user}" in by "${otherLogin}", which is not served by the lab's ` +
                `adapter for the kubernetes plugin; it serves ${servedLogins.join(", ")}`,
        );
    }

    const server = new URL(String(cluster.server));
    if (server.protocol !== "https:")
        throw new Error(`${where} has the server ${server.href}; give it https`);
    const ca = bytes(cluster, "certificate-authority", folder);
    const cert = bytes(user, "client-certificate", folder);
    const key = bytes(user, "client-key", folder);
    return {
        server,
        tls: {
            ...(ca && { ca }),
            ...(cert && { cert }),
            ...(key && { key }),
            ...(cluster["insecure-skip-tls-verify"] === true && { rejectUnauthorized: false }),
        },
        ...(typeof user.token === "string" && { token: user.token }),
    };
}

function readKubeconfig(settings: Pick<Settings, "kubeconfig">) {
    const source = kubeconfigSource(settings);
    const config = parse("file" in source ? readFile(source.file) : source.content) as Kubeconfig;
    return "file" in source
        ? { config, where: `kubeconfig ${source.file}`, folder: path.dirname(source.file) }
        : { config, where: "the provider's kubeconfig", folder: process.cwd() };
}

function readFile(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        throw new Unreachable(`there is no kubeconfig to read at ${file}: ${(error as Error).message}`);
    }
}

/** Certificates and keys stand in the kubeconfig itself, or in files beside it. */
function bytes(entry: Record<string, unknown>, name: string, folder: string): Buffer | undefined {
    const data = entry[`${name}-data`];
    if (typeof data === "string") return Buffer.from(data, "base64");
    const file = entry[name];
    return typeof file === "string" ? fs.readFileSync(path.resolve(folder, file)) : undefined;
}
