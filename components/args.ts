import { Charts } from "./charts";
import { ExplainArgs } from "./explain/clusterWords";
import { Images } from "./images";
import { Installation } from "./installation";
import { AgentResourcesArgs, NamespacesArgs, TolerationArgs } from "./pods";
import { RemoteArgs } from "./remotes";
import { VaultArgs } from "./vault/connection";
import { EsoLoginArgs } from "./vault/login";

export interface AlloyStackArgs {
    /**
     * The cluster's name: the label "cluster" on everything sent, and a folder in Vault. A change moves the secrets to the new
     * folder, and the agents keep running. Example: "prod-west".
     */
    clusterName: string;
    /** Where metrics go. Defaults to nowhere: what is scraped is thrown away. */
    prometheusRemotes?: RemoteArgs[];
    /** Where logs go. Defaults to nowhere: nothing is read then. */
    lokiRemotes?: RemoteArgs[];
    /** The Vault that holds the remotes' secrets. Required if a remote has any. */
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
    /** Run a node exporter on every node, or scrape one that is there. Defaults to "install". */
    nodeExporter?: Installation;
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
    /** Bring the External Secrets Operator, or use one that is there. Defaults to "install". */
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
    /** Which tainted nodes have an agent and a node exporter. Defaults to all of them. */
    tolerations?: TolerationArgs[];
    /** The namespaces that the stack makes. */
    namespaces?: NamespacesArgs;
    /** More labels of these namespaces. They win over those for Kubernetes' pod security. */
    namespaceLabels?: Record<string, string>;
    /** For how many seconds changed pods are waited for, of agents and of the operator each. Defaults to 600. */
    rolloutTimeout?: number;
    /** Charts to use instead of the released ones. */
    charts?: Charts;
    /** Images to use instead of the default ones. */
    images?: Images;
    /** Where images come from that are not in images, as "registry/path". Defaults to their own registries. */
    imageMirror?: string;
    /** Names of Secrets with a login for the images' registry. They have to be in each of the stack's namespaces. */
    imagePullSecrets?: string[];
    /**
     * A kubeconfig with which failures are explained: the operator's events, and why pods do not run. Defaults to none: an
     * update says what the Kubernetes provider tells it.
     */
    explain?: ExplainArgs;
}
