import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { Agent } from "./alloy/agent";
import { Prometheus } from "./backend/prometheus";
import { Charts } from "./charts";
import { ClusterAccess, ClusterReader } from "./externalSecrets/clusterReader";
import { Operator } from "./externalSecrets/operator";
import { Awaited, awaitReady } from "./externalSecrets/readiness";
import { RemoteSecrets } from "./externalSecrets/remoteSecrets";
import { Store, storeName } from "./externalSecrets/store";
import { Images } from "./images";
import { secretName } from "./remote";
import { DevVault, devVaultAddress } from "./vault/devVault";
import { OperatorLogin } from "./vault/operatorLogin";
import { RemotePassword, RemotePasswords } from "./vault/remotePasswords";

const agentNamespace = "grafana-alloy";

/** A username and its password. */
export interface Login {
    username: string;
    password: pulumi.Input<string>;
}

export interface AlloyStackArgs {
    /** The cluster's name: the label "cluster" on everything sent, and a folder in Vault. */
    clusterName: string;
    /** Where metrics go, with their passwords. */
    remotes: RemotePassword[];
    /** The address under which pods reach this machine's containers. */
    nodeIp: string;
    /** The dev Vault's token that may do everything. */
    vaultRootToken: pulumi.Input<string>;
    /** What the External Secrets Operator logs in to Vault with. */
    operatorLogin: Login;
    /** What the local Prometheus asks for. */
    backendLogin: Login;
    /** The cluster that the Kubernetes provider deploys to. */
    cluster: ClusterAccess;
    /** Ask nothing of Docker, Vault and the cluster, and wait for nothing: for rendering. */
    offline: boolean;
    charts?: Charts;
    images?: Images;
}

/**
 * A cluster's observability agent, with its passwords in Vault.
 *
 * Creates Vault and Prometheus in Docker, and in the cluster the External Secrets Operator, the way from Vault to a
 * Secret for each remote, and Grafana Alloy on every node. Takes providers for Docker and Kubernetes.
 */
export class AlloyStack extends pulumi.ComponentResource {
    constructor(name: string, args: AlloyStackArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:AlloyStack", name, {}, options);
        const { clusterName, charts = {}, images = {} } = args;
        const remotes = args.remotes.map(({ remote }) => remote);
        const withLogin = args.remotes.filter(({ remote }) => remote.username);

        const vault = new DevVault(
            `${name}-vault`,
            {
                image: images.vault ?? "hashicorp/vault:1.21",
                rootToken: args.vaultRootToken,
                offline: args.offline,
            },
            { parent: this },
        );
        const { contentOptions } = vault;
        const login = new OperatorLogin(
            `${name}-operator-login`,
            { clusterName, ...args.operatorLogin, contentOptions },
            { parent: this },
        );
        const passwords = new RemotePasswords(
            `${name}-passwords`,
            { clusterName, passwords: withLogin, contentOptions },
            { parent: this },
        );
        new Prometheus(
            `${name}-prometheus`,
            { image: images.prometheus ?? "prom/prometheus:v3.5.0", ...args.backendLogin },
            { parent: this },
        );

        const namespace = new k8s.core.v1.Namespace(
            name,
            { metadata: { name: agentNamespace } },
            { parent: this },
        );
        const operator = new Operator(
            `${name}-external-secrets`,
            { ...(charts.externalSecrets && { chart: charts.externalSecrets }), ...imageOf(images) },
            { parent: this },
        );
        const store = new Store(
            `${name}-store`,
            {
                vaultAddress: devVaultAddress(args.nodeIp),
                ...args.operatorLogin,
                namespace: namespace.metadata.name,
            },
            { parent: this, dependsOn: [operator, login] },
        );
        const secrets = new RemoteSecrets(
            `${name}-secrets`,
            {
                clusterName,
                namespace: namespace.metadata.name,
                remotes: withLogin.map(({ remote }) => remote),
                storeName: store.storeName,
            },
            { parent: this, dependsOn: [passwords] },
        );
        new Agent(
            `${name}-agent`,
            {
                clusterName,
                namespace: namespace.metadata.name,
                remotes,
                ...(charts.alloy && { chart: charts.alloy }),
                images,
            },
            // Their creation, not their being synced: see RemoteSecrets.
            { parent: this, dependsOn: [secrets] },
        );
        if (!args.offline && !pulumi.runtime.isDryRun()) {
            // Beside the agents, which start without it. What stays unready fails the update, in its own words.
            const ready = pulumi.all([store.applied, secrets.applied]).apply(async () => {
                await awaitReady(awaitedObjects(withLogin), await ClusterReader.connect(args.cluster));
                return true;
            });
            this.registerOutputs({ ready });
        } else this.registerOutputs();
    }
}

function awaitedObjects(remotes: RemotePassword[]): Awaited[] {
    return [
        { plural: "clustersecretstores", name: storeName },
        ...remotes.map(({ remote }) => ({
            plural: "externalsecrets" as const,
            name: secretName(remote),
            namespace: agentNamespace,
        })),
    ];
}

function imageOf({ externalSecrets }: Images) {
    return externalSecrets ? { image: externalSecrets } : {};
}
