import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { command } from "../command";
import { state } from "../paths";
import { Daemon, ensureRunning, runningPid, stop } from "./daemon";

/** The control groups that the lab has made for it, and so takes away again, the deepest first. */
const made = path.join(state, "journal-fixture.json");

/** Beside version 1, version 2 of control groups has a folder of its own. */
const unified = fs.existsSync("/sys/fs/cgroup/unified") ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup";
const slice = path.join(unified, "system.slice");
const services = ["k3s.service", "docker.service", "journal-fixture.service"];
const groups = [slice, ...services.map((service) => path.join(slice, service))];

const daemon: Daemon = {
    name: "journal-fixture",
    command: path.resolve(__dirname, "../fixtures/journal.sh"),
    args: [slice],
    ready: async () =>
        Boolean(
            await command("journalctl", ["--quiet", "--since=-10s", "--output=cat", "--unit=k3s.service"]),
        ),
};

/** Write lines to the lab's own journal as a node's services do: a lab has none of them. */
export async function ensureJournalFixture(): Promise<void> {
    if (runningPid(daemon.name) === undefined) {
        killWriters();
        const missing = groups.filter((group) => !fs.existsSync(group));
        if (!fs.existsSync(made)) fs.writeFileSync(made, JSON.stringify(missing.reverse()));
        for (const group of groups) fs.mkdirSync(group, { recursive: true });
    }
    await ensureRunning(daemon);
}

export async function stopJournalFixture(): Promise<void> {
    await stop(daemon.name);
    killWriters();
    for (const group of madeGroups()) await removeGroup(group);
    fs.rmSync(made, { force: true });
}

/** Its processes, which outlive it if it is killed. */
function killWriters(): void {
    for (const group of madeGroups().filter((folder) => fs.existsSync(folder))) {
        const pids = fs.readFileSync(path.join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean);
        for (const pid of pids) {
            try {
                process.kill(Number(pid), "SIGKILL");
            } catch {
                // It went by itself.
            }
        }
    }
}

/** A control group can go when the kernel has put its processes away. */
async function removeGroup(group: string): Promise<void> {
    for (let waited = 0; fs.existsSync(group) && waited < 3_000; waited += 100) {
        try {
            fs.rmdirSync(group);
        } catch {
            await sleep(100);
        }
    }
}

function madeGroups(): string[] {
    return fs.existsSync(made) ? (JSON.parse(fs.readFileSync(made, "utf8")) as string[]) : [];
}
