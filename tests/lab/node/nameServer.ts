import * as fs from "node:fs";
import * as path from "node:path";

import { Daemon } from "../host/daemon";
import { writeIfChanged } from "../host/files";
import { command } from "../command";
import { kubeconfig, state } from "../paths";
import { nameService, nodeIp, ports } from "./addresses";
import { kubeconfigOf } from "./kubeconfig";

/** CoreDNS on the node itself: it needs no pod, and its own port leaves 53 to this machine's name server. */
export function nameServer(): Daemon {
    const file = path.join(state, "config", "Corefile");
    writeIfChanged(file, corefile());
    return {
        name: "coredns",
        command: "coredns",
        args: ["-conf", file],
        ready: async () => (await fetch(`http://127.0.0.1:${ports.nameServerReady}/ready`)).ok,
    };
}

function corefile(): string {
    // What it does not know itself, this machine may.
    const others = fs.existsSync("/etc/resolv.conf") ? "forward . /etc/resolv.conf" : "";
    return `.:${ports.nameServer} {
    bind ${nodeIp()}
    errors
    ready 127.0.0.1:${ports.nameServerReady}
    kubernetes cluster.local in-addr.arpa {
        kubeconfig ${kubeconfigOf("administrator")}
        pods disabled
    }
    ${others}
}
`;
}

/** Lead the address that every pod has as its name server to this one. */
export async function publishNameServer(): Promise<void> {
    const port = { name: "dns", protocol: "UDP" };
    const tcp = { name: "dns-tcp", protocol: "TCP" };
    const metadata = { name: "kube-dns", namespace: "kube-system" };
    const service = {
        apiVersion: "v1",
        kind: "Service",
        metadata,
        spec: { clusterIP: nameService, ports: [port, tcp].map((each) => ({ ...each, port: 53 })) },
    };
    const endpoints = {
        apiVersion: "discovery.k8s.io/v1",
        kind: "EndpointSlice",
        metadata: { ...metadata, labels: { "kubernetes.io/service-name": "kube-dns" } },
        addressType: "IPv4",
        endpoints: [{ addresses: [nodeIp()] }],
        ports: [port, tcp].map((each) => ({ ...each, port: ports.nameServer })),
    };
    const input = JSON.stringify({ apiVersion: "v1", kind: "List", items: [service, endpoints] });
    await command("kubectl", ["--kubeconfig", kubeconfig, "apply", "--filename=-"], { input });
}
