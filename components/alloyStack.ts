import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { Agent } from "./agent/agent";
import { AlloyStackArgs, VaultArgs } from "./args";
import { LocalBackend, LocalBackendArgs } from "./dev/devEnvironment";
import { ClusterAccess, ClusterReader } from "./secrets/clusterReader";
import { Operator } from "./secrets/externalSecretsOperator";
import { Awaited, unready } from "./secrets/readiness";
import { RemoteSecrets } from "./secrets/externalSecrets";
import { Store, storeObject } from "./secrets/secretStore";
import { imagesFrom } from "./images";
import { Monitoring } from "./scrape/monitoring";
import { needsSecrets, Remote, secretName } from "./remotes";
import { VaultConnection } from "./vault/connection";
import { DevVault } from "./dev/devVault";
import { EnterpriseVault } from "./vault/externalVault";
import { isKubernetes, ServiceAccount, VaultLogin } from "./vault/login";
import { OperatorLogin } from "./vault/operatorLogin";
import { RemotePasswords } from "./vault/vaultEntries";

/**
 * A cluster's observability agent, with its passwords in Vault.
 *
 * Creates the External Secrets Operator, the way from Vault to a Secret for each remote, and Grafana Alloy with what it
 * scrapes on every node; for development Vault and a backend in Docker too. Takes providers for Kubernetes and, for
 * those, Docker.
 */
export class AlloyStack extends pulumi.ComponentResource {
    /** What the local Prometheus asks for, in development. */
    readonly prometheusPassword?: pulumi.Output<string>;
    /** What the local Loki asks for, in development. */
    readonly lokiPassword?: pulumi.Output<string>;

    constructor(name: string, args: AlloyStackArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:AlloyStack", name, {}, options);
        const content = args.vault && this.vaultContent(name, args, args.vault);
        if (args.dev) {
            const { prometheus, loki } = backendLogins(args.dev.backend, content?.passwords.generated ?? {});
            this.prometheusPassword = pulumi.secret(prometheus.password);
            this.lokiPassword = pulumi.secret(loki.password);
            const images = imagesFrom(args.images ?? {}, args.pods.imageMirror);
            const backend = { ...args.dev.backend, prometheus, loki, images };
            new LocalBackend(`${name}-backend`, backend, { parent: this });
        }
        const ready = args.agent === false ? undefined : this.inCluster(name, args, content);
        this.registerOutputs({
            ...(ready && { ready }),
            ...(this.prometheusPassword && { prometheusPassword: this.prometheusPassword }),
            ...(this.lokiPassword && { lokiPassword: this.lokiPassword }),
        });
    }

    /** Everything that runs in the cluster. Returns whether the secrets have arrived, where that is awaited. */
    private inCluster(name: string, args: AlloyStackArgs, content: VaultContent | undefined) {
        const { charts = {}, pods } = args;
        const images = imagesFrom(args.images ?? {}, pods.imageMirror);
        const remotes = args.remotes.map(({ remote }) => remote);

        const namespace = new k8s.core.v1.Namespace(
            name,
            { metadata: { name: args.namespaces.agent } },
            { parent: this },
        ).metadata.name;
        const operator = args.installExternalSecrets ? [this.operator(name, args)] : [];
        const secrets = content && this.secrets(name, args, content, namespace, operator);
        const monitoring = new Monitoring(
            `${name}-monitoring`,
            {
                namespace,
                installCrds: args.installMonitoringCrds,
                ...(charts.monitoringCrds && { chart: charts.monitoringCrds }),
                ...(args.collect.nodeExporter.install && {
                    nodeExporter: {
                        namespace: args.namespaces.nodeExporter,
                        image: images.nodeExporter,
                        pods,
                    },
                }),
                blockNode: args.collect.blockNode,
            },
            { parent: this },
        );
        new Agent(
            `${name}-agent`,
            {
                clusterName: args.clusterName,
                namespace,
                remotes,
                collect: args.collect,
                storagePath: args.storagePath,
                resources: args.agentResources,
                pods,
                ...(charts.alloy && { chart: charts.alloy }),
                images,
            },
            // The secrets' creation, not their being synced: see RemoteSecrets.
            { parent: this, dependsOn: [monitoring, ...(secrets ? [secrets.resources] : [])] },
        );
        return secrets?.ready;
    }

    private operator(name: string, { namespaces, pods, charts, images }: AlloyStackArgs): Operator {
        return new Operator(
            `${name}-external-secrets`,
            {
                namespace: namespaces.externalSecrets,
                pods,
                ...(charts?.externalSecrets && { chart: charts.externalSecrets }),
                ...(images?.externalSecrets && { image: images.externalSecrets }),
            },
            { parent: this },
        );
    }

    /** Vault, and what is written into it: the remotes' secrets and the operator's login. */
    private vaultContent(
        name: string,
        args: AlloyStackArgs,
        { operatorLogin, enterprise }: VaultArgs,
    ): VaultContent {
        const { clusterName } = args;
        const credentials = args.remotes.filter(({ remote }) => needsSecrets(remote));
        const vault: VaultConnection = enterprise
            ? new EnterpriseVault(`${name}-vault`, { ...enterprise, offline: args.offline }, { parent: this })
            : this.devVault(name, args);
        const serviceAccount = serviceAccountOf(operatorLogin, args);
        const cluster = {
            access: args.cluster,
            ...(args.dev && { machine: args.dev.nodeIp }),
            offline: args.offline,
        };
        const login = new OperatorLogin(
            `${name}-operator-login`,
            { clusterName, login: operatorLogin, serviceAccount, cluster, vault },
            { parent: this },
        );
        const passwords = new RemotePasswords(
            `${name}-passwords`,
            { clusterName, credentials, vault },
            { parent: this },
        );
        const remotes = credentials.map(({ remote }) => remote);
        return { vault, operatorLogin, serviceAccount, login, passwords, remotes };
    }

    /** The secrets' way from Vault into a Secret for each remote. */
    private secrets(
        name: string,
        args: AlloyStackArgs,
        { vault, operatorLogin, serviceAccount, login, passwords, remotes }: VaultContent,
        namespace: pulumi.Input<string>,
        operator: Operator[],
    ) {
        const waits = !args.offline && !pulumi.runtime.isDryRun();
        const store = new Store(
            `${name}-store`,
            {
                vault,
                login: operatorLogin,
                loginRevision: login.revision,
                serviceAccount,
                namespace,
                ...(waits && { cluster: args.cluster }),
            },
            { parent: this, dependsOn: [...operator, login] },
        );
        const resources = new RemoteSecrets(
            `${name}-secrets`,
            { clusterName: args.clusterName, namespace, remotes, store },
            { parent: this, dependsOn: [passwords] },
        );
        if (!waits) return { resources };
        // Beside the agents, which start without it.
        const applied = pulumi.all([store.applied, resources.applied]);
        return {
            resources,
            ready: applied.apply(() => this.reportUnready(awaitedObjects(remotes, args), args.cluster)),
        };
    }

    private devVault(name: string, { dev, images, pods, offline }: AlloyStackArgs): DevVault {
        if (!dev) {
            throw new pulumi.InputPropertyError({
                propertyPath: "vault.enterprise",
                reason: "there is no Vault: give vault.enterprise, or dev for one in Docker",
            });
        }
        const image = imagesFrom(images ?? {}, pods.imageMirror).vault;
        return new DevVault(
            `${name}-vault`,
            { image, rootToken: dev.vaultRootToken, nodeIp: dev.nodeIp, offline },
            { parent: this },
        );
    }

    /** What stays unready fails the update, in its own words. Logged rather than thrown: Pulumi says it once then. */
    private async reportUnready(objects: Awaited[], cluster: ClusterAccess): Promise<boolean> {
        const problems = await unready(objects, await ClusterReader.connect(cluster));
        if (problems.length > 0) await pulumi.log.error(problems.join("\n"), this);
        return problems.length === 0;
    }
}

/** A Vault and what this stack has to do with it. */
interface VaultContent {
    vault: VaultConnection;
    operatorLogin: VaultLogin;
    serviceAccount: ServiceAccount;
    login: OperatorLogin;
    passwords: RemotePasswords;
    /** Those that have secrets. */
    remotes: Remote[];
}

/** The local backend is what the remotes called "local" lead to: a password that was made up for one is its own too. */
function backendLogins(
    { prometheus, loki }: Pick<LocalBackendArgs, "prometheus" | "loki">,
    generated: Record<string, pulumi.Output<string>>,
) {
    return {
        prometheus: { ...prometheus, password: generated["prometheus/local"] ?? prometheus.password },
        loki: { ...loki, password: generated["loki/local"] ?? loki.password },
    };
}

/** The operator's service account, as its chart makes it, unless the login names another. */
function serviceAccountOf(login: VaultLogin, { namespaces }: AlloyStackArgs): ServiceAccount {
    const ofChart = { name: "external-secrets", namespace: namespaces.externalSecrets };
    return (isKubernetes(login) ? login.serviceAccount : undefined) ?? ofChart;
}

function awaitedObjects(remotes: Remote[], { namespaces }: AlloyStackArgs): Awaited[] {
    return [
        storeObject,
        ...remotes.map((remote) => ({
            plural: "externalsecrets" as const,
            name: secretName(remote),
            namespace: namespaces.agent,
        })),
    ];
}
