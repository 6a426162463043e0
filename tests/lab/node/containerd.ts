import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { Daemon } from "../host/daemon";
import { writeIfChanged } from "../host/files";
import { run, state } from "../paths";
import { podBridge, podNetwork } from "./addresses";

const folder = path.join(state, "containerd");
const runFolder = path.join(run, "containerd");
const socket = path.join(runFolder, "containerd.sock");
const networks = path.join(state, "cni");

export const runtimeEndpoint = `unix://${socket}`;

/** The pods' container runtime; its own one, whatever else runs on this machine. */
export function containerd(sandboxImage: string, networkPlugins: string): Daemon {
    for (const dir of [folder, runFolder, networks]) fs.mkdirSync(dir, { recursive: true });
    const config = path.join(folder, "config.toml");
    writeIfChanged(config, configuration(sandboxImage, networkPlugins));
    writeIfChanged(path.join(networks, "10-bridge.conflist"), JSON.stringify(bridgeNetwork, undefined, 4));
    return {
        name: "containerd",
        command: "containerd",
        args: ["--config", config],
        ready: async () => Boolean(await ctr(["version"])),
    };
}

/** Run containerd's own client on the pods' part of it. */
export function ctr(args: string[]): Promise<string> {
    return command("ctr", ["--address", socket, "--namespace", "k8s.io", ...args]);
}

function configuration(sandboxImage: string, networkPlugins: string): string {
    return `version = 2
root = "${folder}"
state = "${runFolder}"

[grpc]
address = "${socket}"

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${sandboxImage}"
# Without CAP_SYS_RESOURCE a negative score is refused, and runc dies of it.
restrict_oom_score_adj = true
# Pods' network namespaces among our own files, not in /var/run/netns.
netns_mounts_under_state_dir = true

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${networkPlugins}"
conf_dir = "${networks}"
`;
}

const bridgeNetwork = {
    cniVersion: "0.4.0",
    name: "alloy-stack-lab",
    plugins: [
        {
            type: "bridge",
            bridge: podBridge,
            isGateway: true,
            ipMasq: true,
            hairpinMode: true,
            ipam: {
                type: "host-local",
                dataDir: path.join(run, "addresses"),
                ranges: [[{ subnet: podNetwork }]],
                routes: [{ dst: "0.0.0.0/0" }],
            },
        },
    ],
};
