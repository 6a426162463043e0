import * as pulumi from "@pulumi/pulumi";

import { Charts } from "./charts";
import { ExplainArgs } from "./explain/args";
import { ExtraModuleArgs } from "./agent/extraModule";
import { Images } from "./images";
import { JournalArgs } from "./agent/journal";
import { ModulesArgs } from "./agent/modules";
import { MonitorsArgs, ScrapeAnnotationsArgs } from "./agent/monitors";
import { PodLogsArgs } from "./agent/podLogs";
import { RegistryLoginArgs } from "./imagePull";
import { Installation, OptionalInstallation } from "./installation";
import { NamespacesArgs } from "./namespace";
import { AgentResourcesArgs, SeLinuxOptionsArgs, TolerationArgs } from "./pods";
import { RemoteArgs } from "./remotes";
import { WalArgs } from "./sending";
import { ProxyArgs, VaultArgs } from "./vault/connection";
import { EsoLoginArgs } from "./vault/login";

export interface AlloyStackArgs {
    /**
     * The cluster's name: the label "cluster" on everything sent, and a folder in Vault. A change moves the secrets to the new
     * folder, and the agents keep running. Example: "prod-west".
     */
    clusterName: string;
    /**
     * Labels of everything that is sent, metrics and logs alike, beside "cluster". A series or a line that has a label of that
     * name already keeps its own. Names that say where something comes from ("job", "instance", "pod", ...) are refused. Defaults
     * to none. A change updates the agents' configuration, without a restart, and begins new series and streams. Example:
     * {"environment": "production", "ip": "192.0.2.10"}.
     */
    labels?: Record<string, string>;
    /** Where metrics go. Defaults to nowhere: what is scraped is thrown away. */
    prometheusRemotes?: RemoteArgs[];
    /** Where logs go. Defaults to nowhere: nothing is read then. */
    lokiRemotes?: RemoteArgs[];
    /**
     * A ClusterSecretStore that others made: the remotes' secrets are read through it, and nothing of the login to Vault
     * is this stack's. Defaults to none: the stack makes one. A change makes the operator read all secrets again. Example:
     * "platform-vault".
     */
    externalSecretStore?: string;
    /** The Vault that holds the remotes' secrets. Required if a remote has any, unless they are read through a store of others. */
    vault?: VaultArgs;
    /** How the External Secrets Operator logs in to Vault. Defaults to a user with a password, which has to be given. */
    esoLogin?: EsoLoginArgs;
    /**
     * Have agents, and what they need in the cluster. Defaults to true. A change to false removes all of it; what is in Vault
     * stays.
     */
    agent?: boolean;
    /** Collect metrics and logs of the pods that are labelled app.kubernetes.io/name=block-node-server. Defaults to false. */
    monitorBlockNode?: boolean;
    /** How much each module collects: switches, intervals, and which metrics are sent. Defaults to all of it. */
    modules?: ModulesArgs;
    /** Whose logs are read, beside block nodes', for Loki remotes. Defaults to nobody's. A change needs no restart. */
    podLogs?: PodLogsArgs;
    /** Read the cluster's events, for Loki remotes, by one of the agents. Defaults to false. A change needs no restart. */
    events?: boolean;
    /** Run a kube-state-metrics, scrape an existing one, or have none. Defaults to "none". */
    kubeStateMetrics?: OptionalInstallation;
    /**
     * Labels of the existing kube-state-metrics' ServiceMonitor. Defaults to app.kubernetes.io/name=kube-state-metrics. Only with
     * kubeStateMetrics: existing.
     */
    kubeStateMetricsSelector?: Record<string, string>;
    /** The namespaces in which that ServiceMonitor is looked for. Required with kubeStateMetrics: existing. */
    kubeStateMetricsNamespaces?: string[];
    /** Other people's ServiceMonitors, PodMonitors and Probes. Defaults to none. A change needs no restart. */
    monitors?: MonitorsArgs;
    /** Pods that are annotated `prometheus.io/scrape: "true"`. Defaults to none. A change needs no restart. */
    scrapeAnnotations?: ScrapeAnnotationsArgs;
    /** Run a node exporter on every node, scrape an existing one, or have none. Defaults to "install". */
    nodeExporter?: OptionalInstallation;
    /** The port of every node on which the stack's node exporter listens. Defaults to 9100. A change replaces its pods. */
    nodeExporterPort?: number;
    /**
     * Labels of the existing node exporter's ServiceMonitor. Defaults to app.kubernetes.io/name=node-exporter. Only with
     * nodeExporter: existing.
     */
    nodeExporterSelector?: Record<string, string>;
    /**
     * The namespaces in which that ServiceMonitor is looked for. Whoever may write ServiceMonitors there decides what the
     * agents scrape. Required with nodeExporter: existing.
     */
    nodeExporterNamespaces?: string[];
    /** Bring the Prometheus operator's CRDs, which stay when the stack is destroyed. Defaults to "existing". */
    monitoringCrds?: Installation;
    /** Install the External Secrets Operator, or use an existing one. Defaults to "install". */
    externalSecrets?: Installation;
    /** Check the kubelets' certificates against the cluster's authority. Defaults to false: most sign their own. */
    checkKubeletCertificates?: boolean;
    /**
     * Folder on each node for what the agent has read and not sent yet. Defaults to "/var/lib/grafana-alloy". It stays when the
     * stack is destroyed. A change replaces the pods.
     */
    storagePath?: string;
    /** What each agent may use. A change replaces the pods. */
    agentResources?: AgentResourcesArgs;
    /** How each node's journal is read. It is read if there is a Loki remote. */
    journal?: JournalArgs;
    /**
     * See what is mounted on a node while its node exporter runs. Defaults to true. Needs a root that is a shared mount, which
     * Docker Desktop's is not: no node exporter starts there with it. A change replaces its pods.
     */
    hostMountPropagation?: boolean;
    /**
     * Read the logs of pods on nodes that run Docker, too: below /var/lib/docker/containers, in Docker's own format. Defaults to
     * false. A change replaces the pods.
     */
    dockerLogs?: boolean;
    /**
     * Which tainted nodes have an agent and a node exporter. Defaults to all of them. Those that name a taint's key are the
     * External Secrets Operator's as well.
     */
    tolerations?: TolerationArgs[];
    /** Labels of the nodes that have an agent and a node exporter. Defaults to kubernetes.io/os=linux, which is always added. */
    nodeSelector?: Record<string, string>;
    /**
     * Kubernetes' "affinity" of the agents and the node exporters. Defaults to keeping them off Fargate and virtual nodes, where
     * no DaemonSet runs.
     */
    affinity?: pulumi.Inputs;
    /** The pods' priority class. Defaults to none. Example: "system-node-critical". */
    priorityClassName?: string;
    /** More labels of agents' and node exporters' pods. A change replaces them. Example: { team: "observability" }. */
    podLabels?: Record<string, string>;
    /** Annotations of the same pods. A change replaces them. Example: { "sidecar.istio.io/inject": "false" }. */
    podAnnotations?: Record<string, string>;
    /**
     * How many nodes may be without an agent, or without a node exporter, while these change: a number such as "3", or a share
     * of all nodes. Defaults to "10%".
     */
    maxUnavailable?: string;
    /**
     * Annotations of the agents' service account, with which a cloud knows them. Defaults to none. Example:
     * { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/agents" }.
     */
    agentServiceAccountAnnotations?: Record<string, string>;
    /**
     * Let agents and node exporters run on OpenShift: they get its "privileged" security context constraints, and the SELinux
     * type "spc_t". Defaults to false.
     */
    openShift?: boolean;
    /** SELinux options of the agents and the node exporters. Defaults to none; to the type "spc_t" with openShift. */
    seLinuxOptions?: SeLinuxOptionsArgs;
    /** The stack's namespaces. */
    namespaces?: NamespacesArgs;
    /**
     * Make these namespaces, and remove them with the stack. Defaults to true. False expects them, and leaves their labels to
     * their owners. A change is refused while the stack is there.
     */
    createNamespaces?: boolean;
    /** More labels of the namespaces that the stack makes. They win over those for Kubernetes' pod security. */
    namespaceLabels?: Record<string, string>;
    /** For how many seconds changed pods are waited for, of agents and of the operator each. Defaults to 600. */
    rolloutTimeout?: number;
    /** The proxy through which the External Secrets Operator reaches Vault. Defaults to none. Remotes have their own. */
    vaultProxy?: ProxyArgs;
    /** How long metrics are kept on a node's disk until all remotes have them. Defaults are Alloy's own. */
    wal?: WalArgs;
    /**
     * Modules of your own, beside the stack's: what they collect goes where everything else goes. A change updates the agents'
     * configuration, without a restart. Defaults to none.
     */
    extraModules?: ExtraModuleArgs[];
    /**
     * More values for the Alloy chart, merged into the stack's own; what the stack decides itself is refused. Defaults to none. A
     * change replaces the pods, if it changes them. Example: { alloy: { extraEnv: [{ name: "TZ", value: "UTC" }] } }.
     */
    agentValues?: pulumi.Inputs;
    /** The same for the External Secrets Operator's chart. Defaults to none. Example: { replicaCount: 2, leaderElect: true }. */
    externalSecretsValues?: pulumi.Inputs;
    /**
     * The proxy through which agents reach remotes that name none of their own, and the servers of OAuth 2 and AWS. Defaults to
     * none. A change replaces the pods.
     */
    agentProxy?: ProxyArgs;
    /** Charts to use instead of the released ones. */
    charts?: Charts;
    /** Images to use instead of the default ones. */
    images?: Images;
    /** Where images come from that are not in images, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
    /** Names of Secrets with a login for the images' registry, which have to be in each of the stack's namespaces. */
    imagePullSecrets?: string[];
    /** A login for the images' registry. The stack makes a Secret of it in each of its namespaces. */
    imageRegistryLogin?: RegistryLoginArgs;
    /**
     * A kubeconfig with which failures are explained: the operator's events, and why pods do not run. Defaults to none: an
     * update says what the Kubernetes provider tells it.
     */
    explain?: ExplainArgs;
}
