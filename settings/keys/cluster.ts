import { z } from "zod";

import { Installation } from "../../components/installation";
import { storagePathRule } from "../../components/validate/storagePath";
import { agentResources, namespaces, toleration } from "../parts";
import { key, text, yesOrNo } from "./key";

const installOrExisting = z.enum(Installation);
const choice = '"install" or "existing"';

/** What runs in the cluster, what it collects, and how the cluster is reached. */
export const clusterKeys = {
    monitorBlockNode: key(z.boolean().default(false), {
        description:
            "Collect metrics and logs of the pods that are labelled app.kubernetes.io/name=block-node-server.",
        expected: yesOrNo,
    }),
    nodeExporter: key(installOrExisting.default(Installation.Install), {
        description:
            '"install" runs a node exporter on every node; "existing" scrapes the one that nodeExporterSelector finds.',
        expected: choice,
        example: "install",
    }),
    nodeExporterNamespaces: key(
        z.array(z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)).default([]),
        {
            description:
                "Namespaces of the existing node exporter's ServiceMonitor. Whoever may write ServiceMonitors there decides what the agents scrape.",
            expected: "the namespaces of its ServiceMonitor",
            example: ["monitoring"],
            only: "with nodeExporter: existing",
        },
    ),
    nodeExporterSelector: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Labels of the existing node exporter's ServiceMonitor. app.kubernetes.io/name=node-exporter if not given.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { "app.kubernetes.io/name": "prometheus-node-exporter" },
        only: "with nodeExporter: existing",
    }),
    monitoringCrds: key(installOrExisting.default(Installation.Existing), {
        description:
            '"install" brings the Prometheus operator\'s CRDs, which stay when the stack is destroyed; "existing" expects them.',
        expected: choice,
        example: "existing",
    }),
    externalSecrets: key(installOrExisting.default(Installation.Install), {
        description:
            '"install" brings the External Secrets Operator, whose CRDs stay when the stack is destroyed; "existing" uses the one that is there.',
        expected: choice,
        example: "install",
    }),
    checkKubeletCertificates: key(z.boolean().default(false), {
        description:
            "Check the kubelets' certificates against the cluster's authority. Most clusters let kubelets sign their own, which would fail.",
        expected: yesOrNo,
    }),
    storagePath: key(z.string().default("/var/lib/grafana-alloy"), {
        description:
            "Folder on each node for what the agent has read and not sent yet. It stays when the stack is destroyed.",
        expected: storagePathRule,
        example: "/var/lib/grafana-alloy",
    }),
    agentResources: key(agentResources.prefault({}), {
        description:
            'What each agent may use, as Kubernetes\' "requests" and "limits". Each of them that is not given has its default.',
        expected: 'amounts of "cpu" and "memory" below "requests" and "limits"',
        example: { limits: { memory: "2Gi" } },
    }),
    tolerations: key(z.array(toleration).default([{ operator: "Exists" }]), {
        description:
            "Which tainted nodes have an agent and a node exporter, as Kubernetes' tolerations. All of them if not given.",
        expected:
            'a list of tolerations, each of "key", "operator", "value", "effect" and "tolerationSeconds"',
        example: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    }),
    namespaces: key(namespaces.prefault({}), {
        description:
            'The namespaces that the stack makes: "agent", "externalSecrets" and "nodeExporter". A change replaces what is in them.',
        expected:
            'names of small letters, digits and "-" for "agent", "externalSecrets" and "nodeExporter", none of them Kubernetes\' own',
        example: { agent: "monitoring" },
    }),
    namespaceLabels: key(z.record(z.string(), z.string()).default({}), {
        description:
            "More labels of the namespaces that the stack makes. They win over its own, which are for Kubernetes' pod security.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { team: "observability" },
    }),
    rolloutTimeout: key(z.int().min(30).default(600), {
        description:
            "For how many seconds an update waits for changed pods, of agents and of the operator each. A tenth of the nodes changes at a time, which takes half a minute each.",
        expected: "a number of seconds, 30 or more",
        example: 600,
    }),
    kubeconfig: key(text.optional(), {
        description: "The cluster's kubeconfig file. KUBECONFIG or ~/.kube/config if not given.",
        expected: "a file's path",
    }),
    context: key(text.optional(), {
        description: "The kubeconfig's context to use. Its current one if not given.",
        expected: "a context's name",
    }),
};
