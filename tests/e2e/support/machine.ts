import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { knownDaemons, runningPid } from "../../lab/host/daemon";
import { killStrayProcesses, unmountAll } from "../../lab/host/leftovers";
import { run as runFolder } from "../../lab/paths";
import { succeed } from "./commands";

/** The lab's daemons, and which process each of them is. */
export function pids(): Record<string, number | undefined> {
    return Object.fromEntries(knownDaemons().map((name) => [name, runningPid(name)]));
}

/** Kill everything that the lab has started, with all that those have started. */
export async function killEverything(): Promise<void> {
    for (const pid of Object.values(pids())) if (pid) process.kill(pid, "SIGKILL");
    killStrayProcesses([]);
    // A killed process goes when the kernel has put its memory away.
    for (let waited = 0; waited < 50 && Object.values(pids()).some(Boolean); waited++) await sleep(100);
    assert.deepEqual(Object.values(pids()).filter(Boolean), []);
}

/** Leave of the lab what a reboot leaves: its files, and no process, mount, interface, rule or socket. */
export async function rebootMachine(): Promise<void> {
    await killEverything();
    await sleep(1_000);
    await unmountAll([]);
    fs.rmSync(runFolder, { recursive: true, force: true });
    for (const link of ["alloystack0", "docker0"]) await succeed("ip", ["link", "delete", link]);
    for (const table of ["filter", "nat", "mangle"]) {
        await succeed("iptables", ["-t", table, "-F"]);
        await succeed("iptables", ["-t", table, "-X"]);
    }
}
