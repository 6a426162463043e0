import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { Agent } from "./alloy/agent";
import { Prometheus } from "./backend/prometheus";
import { Charts } from "./charts";
import { ClusterAccess, ClusterReader } from "./externalSecrets/clusterReader";
import { Operator } from "./externalSecrets/operator";
import { Awaited, unready } from "./externalSecrets/readiness";
import { RemoteSecrets } from "./externalSecrets/remoteSecrets";
import { Store, storeObject } from "./externalSecrets/store";
import { Images } from "./images";
import { secretName } from "./remote";
import { VaultConnection } from "./vault/connection";
import { DevVault } from "./vault/devVault";
import { EnterpriseVault, EnterpriseVaultArgs } from "./vault/enterpriseVault";
import { OperatorLogin } from "./vault/operatorLogin";
import { RemotePassword, RemotePasswords } from "./vault/remotePasswords";

const agentNamespace = "grafana-alloy";

/** A username and its password. */
export interface Login {
    username: string;
    password: pulumi.Input<string>;
}

/** Vault and Prometheus in Docker, on a machine that the cluster's pods reach. */
export interface DevArgs {
    /** The address under which they do. */
    nodeIp: string;
    /** Vault's token that may do everything. */
    vaultRootToken: pulumi.Input<string>;
    /** What Prometheus asks for. */
    backendLogin: Login;
}

export interface AlloyStackArgs {
    /** The cluster's name: the label "cluster" on everything sent, and a folder in Vault. */
    clusterName: string;
    /** Where metrics go, with their passwords. */
    remotes: RemotePassword[];
    /** Somebody else's Vault. Without it a dev Vault is started. A change writes the passwords into the new one. */
    enterpriseVault?: EnterpriseVaultArgs;
    /** What runs in Docker beside the cluster; nothing if left out. */
    dev?: DevArgs;
    /** What the External Secrets Operator logs in to Vault with. */
    operatorLogin: Login;
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
 * Creates the External Secrets Operator, the way from Vault to a Secret for each remote, and Grafana Alloy on every
 * node; for development Vault and Prometheus in Docker too. Takes providers for Kubernetes and, for those, Docker.
 */
export class AlloyStack extends pulumi.ComponentResource {
    constructor(name: string, args: AlloyStackArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:AlloyStack", name, {}, options);
        const { clusterName, charts = {}, images = {} } = args;
        const waits = !args.offline && !pulumi.runtime.isDryRun();
        const remotes = args.remotes.map(({ remote }) => remote);
        const withLogin = args.remotes.filter(({ remote }) => remote.username);

        const vault = this.vault(name, args);
        const login = new OperatorLogin(
            `${name}-operator-login`,
            { clusterName, ...args.operatorLogin, vault },
            { parent: this },
        );
        const passwords = new RemotePasswords(
            `${name}-passwords`,
            { clusterName, passwords: withLogin, vault },
            { parent: this },
        );
        if (args.dev) {
            new Prometheus(
                `${name}-prometheus`,
                { image: images.prometheus ?? "prom/prometheus:v3.5.0", ...args.dev.backendLogin },
                { parent: this },
            );
        }

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
                vault,
                ...args.operatorLogin,
                namespace: namespace.metadata.name,
                ...(waits && { cluster: args.cluster }),
            },
            { parent: this, dependsOn: [operator, login] },
        );
        const secrets = new RemoteSecrets(
            `${name}-secrets`,
            {
                clusterName,
                namespace: namespace.metadata.name,
                remotes: withLogin.map(({ remote }) => remote),
                store,
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
        // Beside the agents, which start without it.
        const applied = pulumi.all([store.applied, secrets.applied]);
        this.registerOutputs(
            waits ? { ready: applied.apply(() => this.reportUnready(withLogin, args.cluster)) } : {},
        );
    }

    /** What stays unready fails the update, in its own words. Logged rather than thrown: Pulumi says it once then. */
    private async reportUnready(remotes: RemotePassword[], cluster: ClusterAccess): Promise<boolean> {
        const problems = await unready(awaitedObjects(remotes), await ClusterReader.connect(cluster));
        if (problems.length > 0) await pulumi.log.error(problems.join("\n"), this);
        return problems.length === 0;
    }

    private vault(name: string, { enterpriseVault, dev, images, offline }: AlloyStackArgs): VaultConnection {
        if (enterpriseVault) return new EnterpriseVault(`${name}-vault`, enterpriseVault, { parent: this });
        if (!dev) {
            throw new pulumi.InputPropertyError({
                propertyPath: "enterpriseVault",
                reason: "there is no Vault: give enterpriseVault, or dev for one in Docker",
            });
        }
        const image = images?.vault ?? "hashicorp/vault:1.21";
        return new DevVault(
            `${name}-vault`,
            { image, rootToken: dev.vaultRootToken, nodeIp: dev.nodeIp, offline },
            { parent: this },
        );
    }
}

function awaitedObjects(remotes: RemotePassword[]): Awaited[] {
    return [
        storeObject,
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
