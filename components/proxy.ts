import { ProxyArgs } from "./vault/connection";

const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The variables of a container that reaches the world through a proxy. */
export function proxyEnv({ url, noProxy = privateNetworks }: ProxyArgs): { name: string; value: string }[] {
    // Without the cluster's own API it would ask the proxy for it.
    const direct = [
        "$(KUBERNETES_SERVICE_HOST)",
        "kubernetes.default.svc",
        ".svc",
        ".cluster.local",
        ...noProxy,
    ];
    return [
        { name: "HTTPS_PROXY", value: url },
        { name: "HTTP_PROXY", value: url },
        { name: "NO_PROXY", value: direct.join(",") },
    ];
}
