import * as fs from "node:fs";
import * as path from "node:path";

import { command } from "../command";
import { Daemon } from "../host/daemon";
import { writeIfChanged } from "../host/files";
import { podBridge } from "./addresses";
import { LabNode } from "./nodes";

/** A node's container runtime; its own one, whatever else runs on this machine. */
export function containerd(node: LabNode, sandboxImage: string, networkPlugins: string): Daemon {
    const { root, networks } = folders(node);
    for (const dir of Object.values(folders(node))) fs.mkdirSync(dir, { recursive: true });
    const config = path.join(root, "config.toml");
    writeIfChanged(config, configuration(node, sandboxImage, networkPlugins));
    const network = JSON.stringify(bridgeNetwork(node), undefined, 4);
    writeIfChanged(path.join(networks, "10-bridge.conflist"), network);
    return {
        name: `${node.prefix}containerd`,
        command: "containerd",
        args: ["--config", config],
        ready: async () => Boolean(await ctr(node, ["version"])),
    };
}

export function runtimeSocket(node: LabNode): string {
    return path.join(folders(node).state, "containerd.sock");
}

/** Run containerd's own client on the pods' part of it. */
export function ctr(node: LabNode, args: string[]): Promise<string> {
    return command("ctr", ["--address", runtimeSocket(node), "--namespace", "k8s.io", ...args]);
}

function folders(node: LabNode) {
    return {
        root: path.join(node.state, "containerd"),
        state: path.join(node.run, "containerd"),
        networks: path.join(node.state, "cni"),
    };
}

function configuration(node: LabNode, sandboxImage: string, networkPlugins: string): string {
    const { root, state, networks } = folders(node);
    return `version = 2
root = "${root}"
state = "${state}"

[grpc]
address = "${runtimeSocket(node)}"

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

function bridgeNetwork({ run, podNetwork }: LabNode) {
    return {
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
}
