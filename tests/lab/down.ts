import * as fs from "node:fs";
import * as path from "node:path";

import { Listr } from "listr2";

import { knownDaemons, runningPid, stop } from "./host/daemon";
import { stopDocker } from "./host/docker";
import { stopJournald } from "./host/journald";
import { stopJournalFixture } from "./host/journalFixture";
import {
    killStrayProcesses,
    mounts,
    removeControlGroups,
    strayProcesses,
    unmountAll,
} from "./host/leftovers";
import { restoreNetwork } from "./node/network";
import { restoreMachine } from "./node/machine";
import { hasSecondNode, stopSecondNode } from "./node/second";
import { run, state } from "./paths";
import { Problem } from "./problem";
import { rendering } from "./progress";

/** What an engine of ours needs that is kept because of somebody's containers. */
const dockersOwn = ["docker", "docker.pid", "daemons", "network.json", "bin", "logs"];

/** Stop the lab and take away everything it left on the machine. Tools, charts and images stay in the cache. */
export async function down(): Promise<void> {
    if (!fs.existsSync(state) && !fs.existsSync(run)) {
        process.stdout.write("The lab is not up: nothing to stop.\n");
        return;
    }
    const ours = new Set(knownDaemons());
    let foreign: string[] = [];
    let kept: string[] = [];
    let left: string[] = [];

    await new Listr(
        [
            {
                title: "Docker",
                task: async (_, task) => {
                    foreign = await stopDocker();
                    if (foreign.length === 0) return;
                    kept = [path.join(state, "docker"), path.join(run, "docker")];
                    task.title += `: the engine stays, for it runs containers of yours (${foreign.join(", ")})`;
                },
            },
            { title: "Second node", enabled: hasSecondNode, task: stopSecondNode },
            { title: "Node", task: stopNode },
            {
                title: "Pods and mounts",
                task: async () => {
                    killStrayProcesses(kept);
                    await unmountAll(kept);
                    if (ours.has("kubelet")) removeControlGroups("kubepods");
                    await restoreMachine();
                },
            },
            {
                title: "Bridges and packet filter",
                task: async () => {
                    left = await restoreNetwork({
                        cluster: ours.has("kubelet"),
                        docker: ours.has("docker") && foreign.length === 0,
                    });
                },
            },
            {
                title: "Journal",
                task: async () => {
                    await stopJournalFixture();
                    await stopJournald();
                },
            },
            {
                title: "State",
                task: () => {
                    removeFolder(state, kept);
                    removeFolder(run, kept);
                },
            },
        ],
        rendering,
    ).run();

    left.push(...leftovers(kept));
    if (left.length > 0)
        throw new Problem(`the lab left behind ${left.join("; ")}`, 'Run "npm run lab -- down" again');
}

/** The kubelet first: it would start again what is stopped after it. */
async function stopNode(): Promise<void> {
    await stop("kubelet");
    const others = knownDaemons().filter((name) => name !== "docker" && name !== "journald");
    await Promise.all(others.map(stop));
}

/** Processes and mounts of the lab that are there although they should not be, in words. */
function leftovers(kept: string[]): string[] {
    const stays = kept.length > 0 ? "docker" : "";
    const daemons = knownDaemons().filter((name) => runningPid(name) !== undefined && name !== stays);
    return [
        ...daemons.map((name) => `the process ${name}`),
        ...strayProcesses(kept).map((pid) => `the process ${pid}`),
        ...mounts(kept).map((point) => `the mount ${point}`),
    ];
}

function removeFolder(folder: string, kept: string[]): void {
    if (kept.length === 0) {
        fs.rmSync(folder, { recursive: true, force: true });
        return;
    }
    for (const name of fs.readdirSync(folder)) {
        if (!dockersOwn.includes(name)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
}
