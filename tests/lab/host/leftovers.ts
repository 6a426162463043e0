import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { run, state } from "../paths";

/**
 * Processes of the lab that no daemon record names: containers' runtimes, and whatever runs in its containers. A container's root
 * file system lies in the lab's state, whoever the process was handed to when its parent died. What belongs to the
 * folders `kept` is left out, and what belongs to others than `within`.
 */
export function strayProcesses(kept: string[], within = [state, run]): number[] {
    const ours = (file: string) => isIn(file, within) && !isIn(file, kept);
    return fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => pid !== process.pid && (isRuntime(pid, ours) || livesInRoot(pid, ours)));
}

/** Kill them; containers' processes may be many, and have nothing to put away. */
export function killStrayProcesses(kept: string[], within?: string[]): void {
    for (const pid of strayProcesses(kept, within)) {
        try {
            process.kill(pid, "SIGKILL");
        } catch {
            // It went by itself.
        }
    }
}

/** What is mounted in the lab's folders, the deepest first. */
export function mounts(kept: string[]): string[] {
    const points = read("/proc/self/mountinfo")
        .split("\n")
        .map((line) => (line.split(" ")[4] ?? "").replaceAll("\\040", " "));
    return points.filter((point) => isIn(point, [state, run]) && !isIn(point, kept)).reverse();
}

export async function unmountAll(kept: string[]): Promise<void> {
    for (const point of mounts(kept)) await command("umount", ["--lazy", point]).catch(() => "");
}

/** Empty control groups that a kubelet leaves behind, in whatever hierarchies there are. */
export function removeControlGroups(name: string): void {
    for (const hierarchy of fs.readdirSync("/sys/fs/cgroup")) {
        removeEmpty(`/sys/fs/cgroup/${hierarchy}/${name}`);
    }
    removeEmpty(`/sys/fs/cgroup/${name}`);
}

function removeEmpty(folder: string): void {
    if (!fs.existsSync(folder)) return;
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) removeEmpty(`${folder}/${entry.name}`);
    }
    try {
        fs.rmdirSync(folder);
    } catch {
        // Something lives in it; it is not empty.
    }
}

/** A shim, or the containerd that our dockerd started for itself. */
function isRuntime(pid: number, ours: (file: string) => boolean): boolean {
    const [program = "", ...args] = read(`/proc/${pid}/cmdline`).split("\0");
    const containerd = path.basename(program).startsWith("containerd");
    return containerd && args.some(ours);
}

function livesInRoot(pid: number, ours: (file: string) => boolean): boolean {
    const root = read(`/proc/${pid}/mountinfo`)
        .split("\n")
        .find((line) => line.split(" ")[4] === "/");
    return ours(/upperdir=([^,]+)/.exec(root ?? "")?.[1] ?? "");
}

function isIn(point: string, folders: string[]): boolean {
    return folders.some((folder) => point === folder || point.startsWith(`${folder}/`));
}

function read(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        return ""; // A process that has ended meanwhile.
    }
}
