import { z } from "zod";

import { Installation, OptionalInstallation } from "../../components/installation";
import { storagePathRule } from "../../components/validate/storagePath";
import { agentResources, journal, namespaces, seLinuxOptions, toleration } from "../parts";
import { key, text, yesOrNo } from "./key";

/** "auto" is decided when the stack is first deployed, and kept. */
const installation = z.enum([...Object.values(Installation), "auto"]);
const choice = '"install", "existing" or "auto"';

/** What runs in the cluster, what it collects, and how the cluster is reached. */
export const clusterKeys = {
    monitorBlockNode: key(z.boolean().default(false), {
        description:
            "Collect metrics and logs of the pods that are labelled app.kubernetes.io/name=block-node-server.",
        expected: yesOrNo,
    }),
    nodeExporter: key(z.enum(OptionalInstallation).default(OptionalInstallation.Install), {
        description:
            '"install" runs a node exporter on every node; "existing" scrapes the one that nodeExporterSelector finds; "none" collects no metrics of nodes.',
        expected: '"install", "existing" or "none"',
        example: "install",
    }),
    nodeExporterPort: key(z.int().optional(), {
        description:
            "The port of every node on which the stack's node exporter listens. 9100 if not given. A change replaces its pods.",
        expected: "a port from 1 to 65535",
        example: 9101,
        only: "with nodeExporter: install",
    }),
    hostMountPropagation: key(z.boolean().optional(), {
        description:
            "See what is mounted on a node while its node exporter runs. true if not given, and false on Docker Desktop, whose root is no shared mount.",
        expected: yesOrNo,
        only: "with nodeExporter: install",
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
    monitoringCrds: key(installation.default(Installation.Existing), {
        description:
            '"install" brings the Prometheus operator\'s CRDs, which stay when the stack is destroyed; "existing" expects them; "auto" is "existing" if they are there at the first update.',
        expected: choice,
        example: "existing",
    }),
    externalSecrets: key(installation.default(Installation.Install), {
        description:
            '"install" brings the External Secrets Operator, whose CRDs stay when the stack is destroyed; "existing" uses the one that is there; "auto" is "existing" if there is one at the first update.',
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
    journal: key(journal.prefault({}), {
        description: "How each node's journal is read, where there is a Loki remote.",
        expected: 'an object with "path", "units", "priority", "maxAge" or "labels"',
        example: { units: ["k3s.service"], priority: "warning" },
    }),
    dockerLogs: key(z.boolean().optional(), {
        description:
            "Read pods' logs in Docker's own format, too, below /var/lib/docker/containers. true if not given and a node runs Docker.",
        expected: yesOrNo,
    }),
    tolerations: key(z.array(toleration).default([{ operator: "Exists" }]), {
        description:
            "Which tainted nodes have an agent and a node exporter, as Kubernetes' tolerations. All of them if not given. Those that name a taint's key are the External Secrets Operator's as well.",
        expected:
            'a list of tolerations, each of "key", "operator", "value", "effect" and "tolerationSeconds"',
        example: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    }),
    nodeSelector: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Labels of the nodes that have an agent and a node exporter. kubernetes.io/os=linux is always added.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { "node-role.kubernetes.io/worker": "" },
    }),
    affinity: key(z.record(z.string(), z.unknown()).optional(), {
        description:
            'Kubernetes\' "affinity" of agents and node exporters. Away from Fargate and virtual nodes if not given, where no DaemonSet runs.',
        expected: 'an object with "nodeAffinity", "podAffinity" or "podAntiAffinity"',
    }),
    priorityClassName: key(text.optional(), {
        description: "The pods' priority class.",
        expected: "a PriorityClass's name",
        example: "system-node-critical",
    }),
    openShift: key(z.boolean().default(false), {
        description:
            'Let agents and node exporters run on OpenShift, with its "privileged" security context constraints and the SELinux type spc_t.',
        expected: yesOrNo,
    }),
    seLinuxOptions: key(seLinuxOptions.optional(), {
        description: "SELinux options of agents and node exporters, where the nodes enforce SELinux.",
        expected: 'an object with "type", "level", "role" or "user"',
        example: { type: "spc_t" },
    }),
    createNamespaces: key(z.boolean().default(true), {
        description:
            "Make the namespaces, and remove them with the stack. false expects them, and leaves their labels to their owners. A change is refused while the stack is there.",
        expected: yesOrNo,
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
    kubeconfig: key(
        z
            .string()
            // People paste the file itself.
            .regex(/^(?!\s*\{)[^\n]+$/)
            .optional(),
        {
            description: "The cluster's kubeconfig file. KUBECONFIG or ~/.kube/config if not given.",
            expected: "a file's path",
            unshown: true,
        },
    ),
    context: key(text.optional(), {
        description: "The kubeconfig's context to use. Its current one if not given.",
        expected: "a context's name",
    }),
};
