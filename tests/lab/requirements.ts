import * as fs from "node:fs";

import { dockerEngine } from "./host/docker";
import { knownDaemons, runningPid } from "./host/daemon";
import { requireFreePorts } from "./host/ports";
import { portsOf } from "./node/addresses";
import { Problem } from "./problem";

/** What must be so before anything is made or started. Each throws a `Problem`. */
export const requirements: Record<string, (options: { cluster: boolean }) => Promise<void> | void> = {
    "Linux, as root": () => {
        if (process.platform !== "linux" || process.getuid?.() !== 0) {
            throw new Problem(
                "the lab starts a kubelet and container engines, which only root can on Linux",
                'Run it as root: "sudo npm run lab -- up"',
            );
        }
    },
    "Control groups": () => {
        if (!fs.existsSync("/sys/fs/cgroup/cgroup.controllers") && !fs.existsSync("/sys/fs/cgroup/memory")) {
            throw new Problem(
                "no control groups are mounted at /sys/fs/cgroup",
                "Mount them: containers need them",
            );
        }
    },
    "Free ports for the node": async ({ cluster }) => {
        if (!cluster || runningPid("kube-apiserver") !== undefined) return;
        const fix = "Stop it; or, if this machine runs a cluster already, use that one: --kubeconfig FILE";
        for (const [daemon, ports] of Object.entries(portsOf)) {
            // One that outlived the others is ours and keeps its port.
            if (runningPid(daemon) === undefined) await requireFreePorts(daemon, ports, fix);
        }
    },
    "Free ports for Vault, Prometheus and logs": async () => {
        // While an engine runs, its containers hold them, and Docker itself refuses a second one.
        if ((await dockerEngine()) !== "none" || knownDaemons().includes("docker")) return;
        await requireFreePorts("the program's Vault", [8200], "Stop it");
        await requireFreePorts("the program's Prometheus", [9090], "Stop it");
        await requireFreePorts("the program's server of logs", [3100], "Stop it");
    },
};

/** Check them all; the first that fails is thrown. */
export async function checkRequirements(options: { cluster: boolean }): Promise<void> {
    for (const check of Object.values(requirements)) await check(options);
}
