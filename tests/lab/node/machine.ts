import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { state } from "../paths";
import { isShared } from "./mountInfo";

/** Where the lab's agents keep what they have read and not sent yet; it goes with the rest of the lab. */
export const agentFolder = path.join(state, "agent");

/** What a node leaves outside of the lab's folders, wherever those are, and what was there before it. */
interface Before {
    /** The root file system's mounts were not seen in containers. */
    privateRoot: boolean;
    /** What the folders that a kubelet writes to, wherever its own is, held; null where there was none. */
    folders: Record<string, string[] | null>;
}

const file = path.join(state, "machine.json");
const kubeletsFolders = ["/var/log/pods", "/var/log/containers", "/var/lib/kubelet"];

/**
 * Make this machine what a kubelet expects: a root file system whose later mounts containers can be shown (systemd makes it
 * so; without it, a container that asks for that is refused). What was so before is written down, once.
 */
export async function prepareMachine(): Promise<void> {
    const privateRoot = !isShared("/", fs.readFileSync("/proc/self/mountinfo", "utf8"));
    if (!fs.existsSync(file)) {
        const folders = Object.fromEntries(kubeletsFolders.map((folder) => [folder, entries(folder)]));
        fs.writeFileSync(file, JSON.stringify({ privateRoot, folders } satisfies Before));
    }
    if (privateRoot) await command("mount", ["--make-shared", "/"]);
}

/** Take away what the kubelet left there, and put the root file system back. Nothing of the node may run any more. */
export async function restoreMachine(): Promise<void> {
    if (!fs.existsSync(file)) return;
    const { privateRoot, folders } = JSON.parse(fs.readFileSync(file, "utf8")) as Before;
    for (const [folder, before] of Object.entries(folders)) {
        for (const name of entries(folder) ?? []) {
            if (!before?.includes(name)) fs.rmSync(path.join(folder, name), { recursive: true });
        }
        if (!before) fs.rmSync(folder, { recursive: true, force: true });
    }
    if (privateRoot) await command("mount", ["--make-private", "/"]);
}

function entries(folder: string): string[] | null {
    return fs.existsSync(folder) ? fs.readdirSync(folder) : null;
}
