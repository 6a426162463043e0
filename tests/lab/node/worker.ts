import * as path from "node:path";

import { Daemon } from "../host/daemon";
import { writeIfChanged } from "../host/files";
import { state } from "../paths";
import { clusterNetwork, nameService, ports } from "./addresses";
import { authority, certificateOf, KeyPair } from "./certificates";
import { runtimeSocket } from "./containerd";
import { kubectl } from "./controlPlane";
import { kubeconfigOf } from "./kubeconfig";
import { LabNode } from "./nodes";

/** kubelet and kube-proxy: what makes a machine a node. */
export function worker(node: LabNode): Daemon[] {
    return [kubelet(node), kubeProxy(node)];
}

function kubelet(node: LabNode): Daemon {
    const name = `${node.prefix}kubelet` as const;
    const serving = certificateOf(name);
    const config = writeConfig(`${name}.yaml`, kubeletConfiguration(node, serving));
    return {
        name,
        command: "kubelet",
        args: [
            `--config=${config}`,
            `--kubeconfig=${kubeconfigOf(name, node.apiServer)}`,
            `--root-dir=${path.join(node.state, "kubelet")}`,
            `--hostname-override=${node.name}`,
            `--node-ip=${node.address}`,
            // cAdvisor in it looks for containers' pods at its own place otherwise, and container_* says nothing of them.
            `--containerd=${runtimeSocket(node)}`,
        ],
        ready: () => kubectl(["wait", "--for=condition=Ready", `node/${node.name}`, "--timeout=1s"]),
        patience: 120,
    };
}

/** How a node's kubelet is configured, with the certificate that it answers with. */
export function kubeletConfiguration(node: LabNode, serving: KeyPair) {
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        containerRuntimeEndpoint: `unix://${runtimeSocket(node)}`,
        port: ports.kubelet,
        healthzPort: ports.kubeletHealth,
        tlsCertFile: serving.cert,
        tlsPrivateKeyFile: serving.key,
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: authority.cert },
        },
        authorization: { mode: "Webhook" },
        clusterDNS: [nameService],
        clusterDomain: "cluster.local",
        // A changed Secret or ConfigMap is in its pods within seconds, where a kubelet's own default is a minute or two.
        syncFrequency: "5s",
        // What machines without systemd have.
        cgroupDriver: "cgroupfs",
        cgroupRoot: node.controlGroup,
        failCgroupV1: false,
        failSwapOn: false,
        // No registry has the lab's images: a full disk must not cost a single one. So nothing here is about disks, which would
        // have images deleted, and the collection of images is off.
        imageGCHighThresholdPercent: 100,
        evictionHard: { "memory.available": "100Mi" },
    };
}

function kubeProxy(node: LabNode): Daemon {
    const name = `${node.prefix}kube-proxy` as const;
    const config = writeConfig(`${name}.yaml`, {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        clusterCIDR: clusterNetwork,
        hostnameOverride: node.name,
        clientConnection: { kubeconfig: kubeconfigOf(name, node.apiServer) },
        // The kernel's own limits stay as they are.
        conntrack: { maxPerCore: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    });
    return {
        name,
        command: "kube-proxy",
        args: [`--config=${config}`],
        ready: async () => (await fetch(`http://${node.address}:${ports.kubeProxyHealth}/healthz`)).ok,
    };
}

function writeConfig(name: string, config: object): string {
    const file = path.join(state, "config", name);
    writeIfChanged(file, JSON.stringify(config, undefined, 4));
    return file;
}
