import * as path from "node:path";

import { Daemon } from "../host/daemon";
import { writeIfChanged } from "../host/files";
import { state } from "../paths";
import { nodeIp, nodeName, podNetwork, ports } from "./addresses";
import { authority, certificateOf } from "./certificates";
import { runtimeEndpoint } from "./containerd";
import { kubectl } from "./controlPlane";
import { kubeconfigOf } from "./kubeconfig";

/** kubelet and kube-proxy: what makes this machine a node. */
export function worker(): Daemon[] {
    return [kubelet(), kubeProxy()];
}

function kubelet(): Daemon {
    const serving = certificateOf("kubelet");
    const config = writeConfig("kubelet.yaml", {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        containerRuntimeEndpoint: runtimeEndpoint,
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
        // What machines without systemd have.
        cgroupDriver: "cgroupfs",
        failCgroupV1: false,
        failSwapOn: false,
        evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    });
    return {
        name: "kubelet",
        command: "kubelet",
        args: [
            `--config=${config}`,
            `--kubeconfig=${kubeconfigOf("kubelet")}`,
            `--root-dir=${path.join(state, "kubelet")}`,
            `--hostname-override=${nodeName}`,
            `--node-ip=${nodeIp()}`,
        ],
        ready: () => kubectl(["wait", "--for=condition=Ready", `node/${nodeName}`, "--timeout=1s"]),
        patience: 120,
    };
}

function kubeProxy(): Daemon {
    const config = writeConfig("kube-proxy.yaml", {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        clusterCIDR: podNetwork,
        hostnameOverride: nodeName,
        clientConnection: { kubeconfig: kubeconfigOf("kube-proxy") },
        // The kernel's own limits stay as they are.
        conntrack: { maxPerCore: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    });
    return {
        name: "kube-proxy",
        command: "kube-proxy",
        args: [`--config=${config}`],
        ready: async () => (await fetch(`http://127.0.0.1:${ports.kubeProxyHealth}/healthz`)).ok,
    };
}

function writeConfig(name: string, config: object): string {
    const file = path.join(state, "config", name);
    writeIfChanged(file, JSON.stringify(config, undefined, 4));
    return file;
}
