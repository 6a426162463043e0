import { Tool } from "./tool";

const kubernetes = "1.34.2";

/** The programs that are compiled from their released modules, and two of ours. */
export const compiled: Tool[] = [
    {
        name: "alloy",
        version: "1.19.0",
        commands: ["alloy"],
        accepts: "~1.19.0",
        probe: ["--version"],
        source: {
            kind: "go",
            module: "github.com/grafana/alloy",
            version: "v1.19.0",
            main: "github.com/grafana/alloy/lab",
            seconds: 465,
            tags: ["promtail_journal_enabled"],
            variables: {
                "github.com/grafana/alloy/internal/build.Version": "v1.19.0",
                "github.com/grafana/alloy/internal/build.Branch": "trimmed",
            },
            nested: { "github.com/grafana/alloy/syntax": "v0.1.2" },
            trimmed: {
                to: "the components that the modules in alloy/ use",
                modules: {
                    "github.com/grafana/alloy": "alloy",
                    "github.com/hashicorp/go-discover": "go-discover",
                },
                without: [
                    // Its licence is the AGPL.
                    "github.com/grafana/loki/v3",
                    // Registries refuse the versions that are named.
                    "github.com/DataDog/*",
                    "github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza",
                    "github.com/open-telemetry/opentelemetry-collector-contrib/processor/k8sattributesprocessor",
                ],
            },
            cgo: true,
            headers: ["libsystemd-dev"],
        },
    },
    {
        name: "external-secrets",
        version: "0.20.4",
        commands: ["external-secrets"],
        accepts: "~0.20.4",
        probe: "buildinfo",
        source: {
            kind: "go",
            module: "github.com/external-secrets/external-secrets",
            version: "v0.20.4",
            main: "github.com/external-secrets/external-secrets",
            seconds: 215,
            trimmed: {
                to: "the provider of Vault",
                modules: { "github.com/external-secrets/external-secrets": "external-secrets" },
            },
        },
    },
    {
        name: "kubernetes",
        version: kubernetes,
        commands: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy"],
        accepts: "~1.34.0",
        probe: ["--version"],
        source: {
            kind: "go",
            module: "k8s.io/kubernetes",
            version: `v${kubernetes}`,
            main: "kubernetes/main.go",
            seconds: 640,
            // Charts compare the cluster's version, and the API server refuses to start without one.
            variables: Object.fromEntries(
                ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((pkg) => [
                    [`${pkg}.gitVersion`, `v${kubernetes}`],
                    [`${pkg}.gitMajor`, "1"],
                    [`${pkg}.gitMinor`, "34"],
                ]),
            ),
            nested: { "k8s.io/*": "v0.34.2" },
        },
    },
    {
        name: "pulumi",
        version: "3.259.0",
        commands: ["pulumi"],
        accepts: "^3.259.0",
        probe: ["version"],
        source: {
            kind: "go",
            module: "github.com/pulumi/pulumi/pkg/v3",
            version: "v3.259.0",
            main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
            seconds: 270,
            variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.259.0" },
            nested: { "github.com/pulumi/pulumi/sdk/v3": "v3.259.0" },
            trimmed: {
                to: "states in files and secrets with a passphrase",
                modules: {
                    "github.com/pulumi/pulumi/pkg/v3": "pulumi",
                    "gocloud.dev": "gocloud",
                    "github.com/aws/aws-sdk-go-v2/service/s3": "s3",
                },
            },
        },
    },
    {
        name: "victoria-logs",
        version: "1.52.1",
        commands: ["victoria-logs"],
        accepts: "^1.52.0",
        probe: ["-version"],
        source: {
            kind: "go",
            module: "github.com/VictoriaMetrics/VictoriaLogs",
            version: "v1.52.1",
            main: "github.com/VictoriaMetrics/VictoriaLogs/app/victoria-logs",
            seconds: 30,
            variables: {
                "github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version": "victoria-logs-v1.52.1",
            },
        },
    },
    {
        name: "vault",
        version: "1.21.0",
        commands: ["vault"],
        accepts: "~1.21.0",
        probe: ["version"],
        source: {
            kind: "go",
            module: "github.com/hashicorp/vault",
            version: "v1.21.0",
            main: "github.com/hashicorp/vault",
            seconds: 225,
            tags: ["minimal"],
            nested: {
                "github.com/hashicorp/vault/api": "v1.22.0",
                "github.com/hashicorp/vault/sdk": "v0.20.0",
            },
            trimmed: {
                to: "KV and the logins by password, AppRole, JWT and Kubernetes",
                modules: {
                    "github.com/hashicorp/vault": "vault",
                    "github.com/hashicorp/go-discover": "go-discover",
                    "github.com/okta/okta-sdk-golang/v5": "okta",
                },
            },
        },
    },
    {
        name: "prometheus-config-reloader",
        version: "0.85.0",
        commands: ["prometheus-config-reloader"],
        accepts: ">=0.80.0",
        probe: ["--version"],
        source: {
            kind: "go",
            module: "github.com/prometheus-operator/prometheus-operator",
            version: "v0.85.0",
            main: "github.com/prometheus-operator/prometheus-operator/cmd/prometheus-config-reloader",
            seconds: 20,
            variables: { "github.com/prometheus/common/version.Version": "0.85.0" },
            nested: { "github.com/prometheus-operator/prometheus-operator/pkg/*": "v0.85.0" },
            trimmed: {
                to: "the reloader",
                modules: { "github.com/prometheus-operator/prometheus-operator": "prometheus-operator" },
            },
        },
    },
    {
        name: "coredns",
        version: "1.15.0",
        commands: ["coredns"],
        accepts: ">=1.9.0",
        probe: ["-version"],
        source: {
            kind: "go",
            module: "github.com/coredns/coredns",
            version: "v1.15.0",
            main: "github.com/coredns/coredns",
            seconds: 140,
            trimmed: {
                to: "the plugins of our Corefile",
                modules: { "github.com/coredns/coredns": "coredns" },
            },
        },
    },
    {
        name: "pause",
        version: "1.0.0",
        commands: ["alloy-stack-pause"],
        accepts: "1.0.0",
        probe: "buildinfo",
        source: { kind: "go", module: "", version: "", main: "pause/main.go", seconds: 1 },
    },
    {
        name: "block-node",
        version: "1.0.0",
        commands: ["alloy-stack-block-node"],
        accepts: "1.0.0",
        probe: "buildinfo",
        source: { kind: "go", module: "", version: "", main: "../fixtures/blockNode/main.go", seconds: 1 },
    },
];
