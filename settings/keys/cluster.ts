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
            "Collects metrics and logs of the pods with the label app.kubernetes.io/name=block-node-server.",
        expected: yesOrNo,
    }),
    nodeExporter: key(z.enum(OptionalInstallation).default(OptionalInstallation.Install), {
        description:
            'Chooses the node exporter: "install" runs one on every node; "existing" scrapes the one that nodeExporterSelector finds; "none" collects no metrics of nodes.',
        expected: '"install", "existing" or "none"',
        example: "install",
    }),
    nodeExporterPort: key(z.int().optional(), {
        description:
            "Sets the port of every node on which the stack's node exporter listens. Default: 9100. A change replaces its pods.",
        expected: "a port from 1 to 65535",
        example: 9101,
        only: "with nodeExporter: install",
    }),
    hostMountPropagation: key(z.boolean().optional(), {
        description:
            "Shows the node exporter the mounts that are made while it runs. Default: true, and false on Docker Desktop, whose root is no shared mount.",
        expected: yesOrNo,
        only: "with nodeExporter: install",
    }),
    nodeExporterNamespaces: key(
        z.array(z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)).default([]),
        {
            description:
                "Lists the namespaces in which the existing node exporter's ServiceMonitor is looked for. Whoever may write ServiceMonitors there decides what the agents scrape.",
            expected: "the namespaces of its ServiceMonitor",
            example: ["monitoring"],
            only: "with nodeExporter: existing",
        },
    ),
    nodeExporterSelector: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Selects the existing node exporter's ServiceMonitor by its labels. Default: app.kubernetes.io/name=node-exporter.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { "app.kubernetes.io/name": "prometheus-node-exporter" },
        only: "with nodeExporter: existing",
    }),
    monitoringCrds: key(installation.default(Installation.Existing), {
        description:
            'Chooses the CRDs of the Prometheus operator: "install" installs them, and they stay when the stack is destroyed; "existing" expects them; "auto" is "existing" if they are there at the first update, else "install".',
        expected: choice,
        example: "existing",
    }),
    externalSecrets: key(installation.default(Installation.Install), {
        description:
            'Chooses the External Secrets Operator: "install" installs it, and its CRDs stay when the stack is destroyed; "existing" uses the existing one; "auto" is "existing" if there is one at the first update, else "install".',
        expected: choice,
        example: "install",
    }),
    checkKubeletCertificates: key(z.boolean().default(false), {
        description:
            "Checks the kubelets' certificates against the cluster's authority. Most clusters let kubelets sign their own; true fails there.",
        expected: yesOrNo,
    }),
    storagePath: key(z.string().default("/var/lib/grafana-alloy"), {
        description:
            "Sets the folder on each node for what the agent has read and not sent yet. The folder stays when the stack is destroyed. A change replaces the pods.",
        expected: storagePathRule,
        example: "/var/lib/grafana-alloy",
    }),
    agentResources: key(agentResources.prefault({}), {
        description:
            'Sets what each agent may use, as Kubernetes\' "requests" and "limits". Amounts that are not given keep their defaults.',
        expected: 'amounts of "cpu" and "memory" below "requests" and "limits"',
        example: { limits: { memory: "2Gi" } },
    }),
    journal: key(journal.prefault({}), {
        description: "Sets how each node's journal is read. Without a Loki remote it is not read.",
        expected: 'an object with "path", "units", "priority", "maxAge" or "labels"',
        example: { units: ["k3s.service"], priority: "warning" },
    }),
    dockerLogs: key(z.boolean().optional(), {
        description:
            "Reads the logs of pods in Docker's own format too, below /var/lib/docker/containers. Default: true if a node runs Docker.",
        expected: yesOrNo,
    }),
    tolerations: key(z.array(toleration).default([{ operator: "Exists" }]), {
        description:
            "Selects the tainted nodes that get an agent and a node exporter, as Kubernetes' tolerations. The External Secrets Operator gets those that name a taint's key.",
        expected:
            'a list of tolerations, each of "key", "operator", "value", "effect" and "tolerationSeconds"',
        example: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    }),
    nodeSelector: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Selects the nodes that get an agent and a node exporter, by their labels. kubernetes.io/os=linux is always added.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { "node-role.kubernetes.io/worker": "" },
    }),
    affinity: key(z.record(z.string(), z.unknown()).optional(), {
        description:
            'Sets Kubernetes\' "affinity" of agents and node exporters. By default it keeps them off Fargate and virtual nodes, where no DaemonSet runs.',
        expected: 'an object with "nodeAffinity", "podAffinity" or "podAntiAffinity"',
        example: {
            nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                    nodeSelectorTerms: [
                        { matchExpressions: [{ key: "node-type", operator: "NotIn", values: ["virtual"] }] },
                    ],
                },
            },
        },
    }),
    priorityClassName: key(text.optional(), {
        description: "Sets the priority class of agents and node exporters, and of the operator.",
        expected: "a PriorityClass's name",
        example: "system-node-critical",
    }),
    openShift: key(z.boolean().default(false), {
        description:
            'Lets agents and node exporters run on OpenShift: they get its "privileged" security context constraints and the SELinux type spc_t.',
        expected: yesOrNo,
    }),
    seLinuxOptions: key(seLinuxOptions.optional(), {
        description: "Sets the SELinux options of agents and node exporters, for nodes that enforce SELinux.",
        expected: 'an object with "type", "level", "role" or "user"',
        example: { type: "spc_t" },
    }),
    createNamespaces: key(z.boolean().default(true), {
        description:
            "Creates the namespaces, and removes them with the stack. false expects them, and leaves their labels to their owners. A change is refused while the stack is deployed.",
        expected: yesOrNo,
    }),
    namespaces: key(namespaces.prefault({}), {
        description:
            'Names the namespaces of the stack: "agent", "externalSecrets" and "nodeExporter". A change of "externalSecrets" is refused while the operator is deployed; a change of the others replaces what is in them.',
        expected:
            'names of small letters, digits and "-" for "agent", "externalSecrets" and "nodeExporter", none of them Kubernetes\' own',
        example: { agent: "monitoring" },
    }),
    namespaceLabels: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Adds labels to the namespaces that the stack creates. They win over its own, which are for Kubernetes' pod security.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { team: "observability" },
    }),
    rolloutTimeout: key(z.int().min(30).default(600), {
        description:
            "Sets for how many seconds an update waits for changed pods, of agents and of the operator each. A tenth of the nodes changes at a time, which takes about half a minute.",
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
            description: "Names the cluster's kubeconfig file. Default: KUBECONFIG, or ~/.kube/config.",
            expected: "a file's path",
            example: "kubeconfigs/prod-west.yaml",
            unshown: true,
        },
    ),
    context: key(text.optional(), {
        description: "Selects a context of the kubeconfig. Default: its current one.",
        expected: "a context's name",
        example: "prod-west",
    }),
};
