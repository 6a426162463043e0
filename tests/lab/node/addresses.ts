import { findNodeIp } from "../../../settings/nodeIp";
import { Problem } from "../problem";

/** Where the node's daemons listen. 2379 is left to other people's etcd. */
export const ports = {
    etcd: 12379,
    etcdPeer: 12380,
    apiServer: 6443,
    controllerManager: 10257,
    scheduler: 10259,
    kubelet: 10250,
    kubeletHealth: 10248,
    kubeProxyHealth: 10256,
    kubeProxyMetrics: 10249,
    nameServer: 15353,
    nameServerReady: 15354,
};

/** The ports of each daemon, by the daemon's name. */
export const portsOf: Record<string, number[]> = {
    etcd: [ports.etcd, ports.etcdPeer],
    "kube-apiserver": [ports.apiServer],
    "kube-controller-manager": [ports.controllerManager],
    "kube-scheduler": [ports.scheduler],
    kubelet: [ports.kubelet, ports.kubeletHealth],
    coredns: [ports.nameServer, ports.nameServerReady],
    "kube-proxy": [ports.kubeProxyHealth, ports.kubeProxyMetrics],
};

export const nodeName = "alloy-stack-lab";
export const podBridge = "alloystack0";
/** Leads to the second node, and has this address at this end. */
export const secondBridge = "alloystack1";
export const secondGateway = "10.244.255.1";
/** Of every node's pods. */
export const clusterNetwork = "10.244.0.0/16";
export const serviceNetwork = "10.96.0.0/16";
/** The API server's address for pods: the first of the service network. */
export const apiService = "10.96.0.1";
/** The name server's address for pods. */
export const nameService = "10.96.0.10";

/** This machine's address, as pods and certificates name it. */
export function nodeIp(): string {
    const address = findNodeIp();
    if (!address) {
        throw new Problem(
            "this machine has no IPv4 address but its own loopback, which pods cannot reach",
            "Give a network interface an address",
        );
    }
    return address;
}
