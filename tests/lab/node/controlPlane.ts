import * as path from "node:path";

import { Daemon } from "../host/daemon";
import { command } from "../command";
import { kubeconfig, state } from "../paths";
import { nodeIp, ports, serviceNetwork } from "./addresses";
import { authority, certificateOf, Identity, serviceAccountKey } from "./certificates";
import { kubeconfigOf } from "./kubeconfig";

/** etcd, API server, controller manager and scheduler, in the order they are started. */
export function controlPlane(): Daemon[] {
    return [etcd(), apiServer(), controllerManager(), scheduler()];
}

function etcd(): Daemon {
    const client = `http://127.0.0.1:${ports.etcd}`;
    const peer = `http://127.0.0.1:${ports.etcdPeer}`;
    return {
        name: "etcd",
        command: "etcd",
        args: flags({
            "data-dir": path.join(state, "etcd"),
            "listen-client-urls": client,
            "advertise-client-urls": client,
            "listen-peer-urls": peer,
            "initial-advertise-peer-urls": peer,
            "initial-cluster": `default=${peer}`,
            // A lab's data is made again in a minute; waiting for the disk at every write is for those that isn't.
            "unsafe-no-fsync": "true",
            "log-level": "warn",
        }),
        ready: async () => (await (await fetch(`${client}/health`)).text()).includes("true"),
    };
}

function apiServer(): Daemon {
    const serving = certificateOf("api-server");
    const toKubelet = certificateOf("api-server-to-kubelet");
    return {
        name: "kube-apiserver",
        command: "kube-apiserver",
        args: flags({
            "etcd-servers": `http://127.0.0.1:${ports.etcd}`,
            "advertise-address": nodeIp(),
            "secure-port": ports.apiServer,
            "service-cluster-ip-range": serviceNetwork,
            "tls-cert-file": serving.cert,
            "tls-private-key-file": serving.key,
            "client-ca-file": authority.cert,
            "kubelet-certificate-authority": authority.cert,
            "kubelet-client-certificate": toKubelet.cert,
            "kubelet-client-key": toKubelet.key,
            // No name server knows the node's name.
            "kubelet-preferred-address-types": "InternalIP",
            "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
            "service-account-key-file": serviceAccountKey,
            "service-account-signing-key-file": serviceAccountKey,
            "authorization-mode": "Node,RBAC",
            "enable-admission-plugins": "NodeRestriction",
            "allow-privileged": "true",
        }),
        ready: () => kubectl(["get", "--raw", "/readyz"]),
        patience: 120,
    };
}

function controllerManager(): Daemon {
    return {
        name: "kube-controller-manager",
        command: "kube-controller-manager",
        args: flags({
            ...clientFlags("controller-manager"),
            "root-ca-file": authority.cert,
            "service-account-private-key-file": serviceAccountKey,
            "use-service-account-credentials": "true",
        }),
        ready: () => kubectl(["get", "serviceaccount", "default", "--namespace", "default"]),
    };
}

function scheduler(): Daemon {
    return {
        name: "kube-scheduler",
        command: "kube-scheduler",
        args: flags(clientFlags("scheduler")),
        ready: async () =>
            (await command("curl", ["-fsk", `https://127.0.0.1:${ports.scheduler}/healthz`])) === "ok",
    };
}

/** How a program of the control plane logs in to the API server; there is one of each, so none is elected. */
function clientFlags(identity: Identity): Record<string, string> {
    const config = kubeconfigOf(identity);
    return {
        kubeconfig: config,
        "authentication-kubeconfig": config,
        "authorization-kubeconfig": config,
        "leader-elect": "false",
    };
}

/** Whether kubectl, as administrator, succeeds. */
export async function kubectl(args: string[]): Promise<boolean> {
    await command("kubectl", ["--kubeconfig", kubeconfig, "--request-timeout=5s", ...args]);
    return true;
}

function flags(values: Record<string, string | number>): string[] {
    return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
