import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { Daemon, ensureRunning, knownDaemons, runningPid, stop } from "../host/daemon";
import { killStrayProcesses, removeControlGroups } from "../host/leftovers";
import { presentImages } from "../images/images";
import { loadIntoContainerd } from "../images/load";
import { bin } from "../paths";
import { containerd } from "./containerd";
import { kubectl } from "./controlPlane";
import { agentFolder } from "./machine";
import { secondNode } from "./nodes";
import { connect, disconnect } from "./secondNetwork";
import { worker } from "./worker";

/** Holds the namespaces that the node's other daemons join. */
const holder = "second-namespaces";

/** Folders of which the second node has its own; it shares the others, and those in memory are new too. */
const ownFolders = ["/var/lib/kubelet", "/var/log", agentFolder];
const inMemory = ["/run/log", "/run/systemd/journal"];
const machineId = "/etc/machine-id";

/**
 * Add a second node to the lab's cluster: its own containerd, kubelet, kube-proxy and journal on this machine, in namespaces
 * in which it has an address, a pod network, logs and a machine id of its own. The lab has to be up.
 */
export async function startSecondNode(): Promise<void> {
    const node = secondNode();
    const images = await presentImages();
    const pause = images.find(({ name }) => name === "pause")?.reference ?? "";
    const plugins = path.dirname(fs.realpathSync(path.join(bin, "bridge")));

    if (runningPid(holder) === undefined) {
        makeFolders(node.state);
        await ensureRunning(namespaces(node.state));
        await connect(node, runningPid(holder) ?? 0);
    }
    makeControlGroup(node.controlGroup);
    await ensureRunning(inside(journald()));
    await inSecondNode("journalctl", ["--flush"]);
    await ensureRunning(inside(containerd(node, pause, plugins)));
    await loadIntoContainerd(node, images);
    for (const daemon of worker(node)) await ensureRunning(inside(daemon));
}

/** Whether one was started and not stopped, whatever of it still runs. */
export function hasSecondNode(): boolean {
    return daemons().length > 0;
}

export function runsSecondNode(): boolean {
    return daemons().every((name) => runningPid(name) !== undefined);
}

/** Take it out of the cluster again, and away. */
export async function stopSecondNode(): Promise<void> {
    const node = secondNode();
    await stop("second-kubelet");
    // Its pods would be there for another minute.
    const pods = ["pods", "--all-namespaces", `--field-selector=spec.nodeName=${node.name}`];
    await kubectl(["delete", "node", node.name, "--ignore-not-found"])
        .then(() => kubectl(["delete", ...pods, "--force", "--grace-period=0"]))
        .catch(() => false);
    await Promise.all(daemons().map(stop));
    killStrayProcesses([], [node.state, node.run]);
    await disconnect();
    // What was killed may hold on to its folders for a moment.
    const patience = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
    for (const folder of [node.state, node.run]) fs.rmSync(folder, patience);
    removeControlGroups(node.controlGroup.slice(1));
}

/** Run a command as if logged in to the second node. Its processes are seen from here, its network and journal aren't. */
export function inSecondNode(file: string, args: string[]): Promise<string> {
    return command("nsenter", [...target(), file, ...args]);
}

function daemons(): string[] {
    return knownDaemons().filter((name) => name.startsWith(secondNode().prefix));
}

function namespaces(folder: string): Daemon {
    const points = [...ownFolders, machineId];
    return {
        name: holder,
        command: "/usr/bin/env",
        args: [
            // What is mounted on the first node later is seen here, as far as it isn't hidden, and not the other way round.
            ...["unshare", "--mount", "--propagation=slave", "--net"],
            path.join(__dirname, "second.sh"),
            folder,
            ...points,
        ],
        ready: () => {
            const running = fs.readFileSync(`/proc/${runningPid(holder) ?? 0}/cmdline`, "utf8");
            return Promise.resolve(running.startsWith("sleep"));
        },
    };
}

function journald(): Daemon {
    return {
        name: "second-journald",
        command: "/lib/systemd/systemd-journald",
        args: [],
        ready: async () => {
            await inSecondNode("journalctl", ["--sync"]);
            return true;
        },
    };
}

/** The same daemon, in the second node. */
function inside(daemon: Daemon): Daemon {
    const file = path.isAbsolute(daemon.command) ? daemon.command : path.join(bin, daemon.command);
    return { ...daemon, command: "/usr/bin/env", args: ["nsenter", ...target(), file, ...daemon.args] };
}

function target(): string[] {
    return ["--target", `${runningPid(holder) ?? 0}`, "--mount", "--net", "--"];
}

function makeFolders(state: string): void {
    for (const folder of [...ownFolders, ...inMemory]) fs.mkdirSync(folder, { recursive: true });
    for (const folder of ownFolders) fs.mkdirSync(path.join(state, folder), { recursive: true });
    // Where it is, the journal is kept in it; and the second node's is to survive a reboot, unlike the first's.
    fs.mkdirSync(path.join(state, "/var/log/journal"), { recursive: true });
    fs.mkdirSync(path.join(state, "/etc"), { recursive: true });
    fs.writeFileSync(path.join(state, machineId), `${randomBytes(16).toString("hex")}\n`);
}

/** A kubelet makes groups in the one that it is given, and not that one. */
function makeControlGroup(name: string): void {
    const root = "/sys/fs/cgroup";
    const unified = fs.existsSync(path.join(root, "cgroup.controllers"));
    const hierarchies = unified
        ? [root]
        : fs.readdirSync(root).map((hierarchy) => path.join(root, hierarchy));
    for (const hierarchy of hierarchies) fs.mkdirSync(path.join(hierarchy, name), { recursive: true });
}
