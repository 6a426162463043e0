import * as fs from "node:fs";
import * as path from "node:path";

import { backend, kubeconfig } from "../../lab/paths";
import { succeed } from "./commands";
import { kubectl } from "./engine";

/** Where a password can be read, among the places where none should be. */
export async function hunt(password: string, logs: string[]): Promise<string[]> {
    const everywhere = (kind: string) => kubectl("get", kind, "--all-namespaces", "--output=yaml");
    const places = {
        state: readAll(backend),
        logs: logs.join("\n"),
        configMaps: await everywhere("configmaps"),
        pods: await everywhere("pods"),
        environments: environments(),
        events: await everywhere("events"),
        releases: await releases(),
    };
    const found = Object.entries(places).filter(([, text]) =>
        forms(password).some((form) => text.includes(form)),
    );
    return found.map(([place]) => place);
}

function forms(text: string): string[] {
    return [text, Buffer.from(text).toString("base64").replace(/=+$/, ""), encodeURIComponent(text)];
}

/** Of every process of this machine, and so of every pod's and container's: they share its kernel. */
function environments(): string {
    const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map((pid) => attempt(() => fs.readFileSync(`/proc/${pid}/environ`, "utf8"))).join("\n");
}

/** A process may end while it is looked at. */
function attempt(read: () => string): string {
    try {
        return read();
    } catch {
        return "";
    }
}

function readAll(folder: string): string {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
        .join("\n");
}

/** Helm's own records of its releases, values included. */
async function releases(): Promise<string> {
    const listed = JSON.parse(await helm("list", "--all-namespaces", "--output=json")) as {
        name: string;
        namespace: string;
    }[];
    const texts = listed.map(({ name, namespace }) => helm("get", "all", name, "--namespace", namespace));
    return (await Promise.all(texts)).join("\n");
}

function helm(...args: string[]): Promise<string> {
    return succeed("helm", ["--kubeconfig", kubeconfig, ...args]);
}
