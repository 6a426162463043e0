import * as fs from "node:fs";
import * as path from "node:path";

import { dockerLabel } from "../../../components/dockerLabel";
import { command } from "../command";
import { run, state } from "../paths";
import { Daemon, ensureRunning, runningPid, startTime, stop } from "./daemon";
import { strayProcesses } from "./leftovers";

/** On everything the program creates in Docker, so that it can be told from other people's. */
const label = `${dockerLabel.label}=${dockerLabel.value}`;

const pidFile = path.join(run, "docker.pid");

const daemon: Daemon = {
    name: "docker",
    command: "dockerd",
    args: [
        "--data-root",
        path.join(state, "docker"),
        "--exec-root",
        path.join(run, "docker"),
        "--pidfile",
        pidFile,
        "--host",
        "unix:///var/run/docker.sock",
    ],
    ready: answers,
};

/** Use the Docker engine that answers here; start one if none does. Returns whether it is the lab's own. */
export async function ensureDocker(): Promise<boolean> {
    if (runningPid(daemon.name) === undefined && (await answers())) return false;
    fs.mkdirSync(run, { recursive: true });
    if (runningPid(daemon.name) === undefined) removeStalePidFiles();
    await ensureRunning(daemon);
    return true;
}

/**
 * Left by an engine that was killed: dockerd takes whatever has its number now for itself, and a containerd that is dead
 * but not reaped for one that is about to answer.
 */
function removeStalePidFiles(): void {
    fs.rmSync(pidFile, { force: true });
    const containerd = path.join(run, "docker/containerd/containerd.pid");
    if (!fs.existsSync(containerd)) return;
    const pid = Number(fs.readFileSync(containerd, "utf8"));
    if (!strayProcesses([]).includes(pid) || startTime(pid) === undefined) fs.rmSync(containerd);
}

/** Whether a Docker engine answers, and whose it is. */
export async function dockerEngine(): Promise<"ours" | "theirs" | "none"> {
    if (!(await answers())) return "none";
    return runningPid(daemon.name) === undefined ? "theirs" : "ours";
}

/**
 * Remove what the program created in Docker, then the engine if it is the lab's own. It is kept if somebody else has
 * put containers into it; their names are returned.
 */
export async function stopDocker(): Promise<string[]> {
    if (!(await answers())) {
        await stop(daemon.name);
        return [];
    }
    await remove("container", ["rm", "--force", "--volumes"], ["ls", "--all"]);
    await remove("network", ["rm"], ["ls"]);
    await remove("volume", ["rm"], ["ls"]);
    if (runningPid(daemon.name) === undefined) return [];

    const foreign = lines(await docker(["container", "ls", "--all", "--format", "{{.Names}}"]));
    if (foreign.length > 0) return foreign;
    await stop(daemon.name);
    return [];
}

export async function docker(args: string[]): Promise<string> {
    return command("docker", args);
}

async function remove(kind: string, remove: string[], list: string[]): Promise<void> {
    const names = lines(await docker([kind, ...list, "--quiet", "--filter", `label=${label}`]));
    if (names.length > 0) await docker([kind, ...remove, ...names]);
}

async function answers(): Promise<boolean> {
    return docker(["version", "--format", "{{.Server.Version}}"]).then(
        () => true,
        () => false,
    );
}

function lines(text: string): string[] {
    return text.split("\n").filter(Boolean);
}
