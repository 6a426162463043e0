import * as pulumi from "@pulumi/pulumi";

import { LocalBackendArgs } from "./dev/devEnvironment";
import { Charts } from "./charts";
import { ClusterAccess } from "./secrets/clusterReader";
import { Images } from "./images";
import { AgentResources, Namespaces, PodArgs } from "./pods";
import { EnterpriseVaultArgs } from "./vault/externalVault";
import { VaultLogin } from "./vault/login";
import { RemoteCredentials } from "./vault/vaultEntries";

/** What runs in Docker beside the cluster, on a machine that its pods reach. */
export interface DevArgs {
    /** The address under which they do. */
    nodeIp: string;
    /** Vault's token that may do everything. */
    vaultRootToken: pulumi.Input<string>;
    backend: Omit<LocalBackendArgs, "images">;
}

/** The Vault that holds the remotes' passwords. */
export interface VaultArgs {
    /** Somebody else's. Without it the dev stack's is used. A change writes the passwords into the new one. */
    enterprise?: EnterpriseVaultArgs;
    /** How the External Secrets Operator logs in. */
    operatorLogin: VaultLogin;
}

/** Where the metrics of the nodes themselves come from. */
export interface NodeExporterArgs {
    /** Run one on every node. */
    install: boolean;
    /** Labels of the ServiceMonitor that leads to it. */
    selector: Record<string, string>;
}

/** What the agent collects besides what it always does. */
export interface CollectArgs {
    /** Metrics and logs of block nodes. */
    blockNode: boolean;
    /** Check kubelets' certificates against the cluster's authority. */
    checkKubeletCertificates: boolean;
    nodeExporter: NodeExporterArgs;
}

export interface AlloyStackArgs {
    /** The cluster's name: the label "cluster" on everything sent, and a folder in Vault. */
    clusterName: string;
    /** Where metrics and logs go, with their secrets. None: what is collected is thrown away. */
    remotes: RemoteCredentials[];
    /** None if no remote has a secret. */
    vault?: VaultArgs;
    /** What runs in Docker beside the cluster; nothing if left out. */
    dev?: DevArgs;
    /**
     * Have agents, and what they need in the cluster: the operator, the secrets, what is scraped. Defaults to true; a change
     * to false takes it all away, while Vault with what is in it and the local backend stay.
     */
    agent?: boolean;
    collect: CollectArgs;
    /** A change of one replaces everything in it. */
    namespaces: Namespaces;
    pods: PodArgs;
    /** What each agent may use. A change replaces the agents' pods, one node after the other. */
    agentResources: AgentResources;
    /** Bring the External Secrets Operator, rather than use one that is there. Its CRDs stay either way. */
    installExternalSecrets: boolean;
    /** Bring the Prometheus operator's CRDs. They stay when the stack is destroyed. */
    installMonitoringCrds: boolean;
    /** Folder on each node for what the agent has read and not sent yet. */
    storagePath: string;
    /** The cluster that the Kubernetes provider deploys to. */
    cluster: ClusterAccess;
    /** Ask nothing of Docker, Vault and the cluster, and wait for nothing: for rendering. */
    offline: boolean;
    charts?: Charts;
    images?: Images;
}
