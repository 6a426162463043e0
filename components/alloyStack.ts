import * as pulumi from "@pulumi/pulumi";

import { Agent } from "./agent/agent";
import { AlloyStackArgs } from "./args";
import { ClusterWords } from "./explain/clusterWords";
import { reportPods } from "./explain/reportPods";
import { imagesFrom } from "./images";
import { registrySecretName } from "./imagePull";
import { Installation, OptionalInstallation } from "./installation";
import { Namespaces, NamespaceSettings, stackNamespace } from "./namespace";
import { agentResources, linux, noVirtualNodes, PodPlacement } from "./pods";
import { needsStore, Remote, RemoteArgs, RemoteKind, secretName, vaultPath } from "./remotes";
import { ScrapeTargets } from "./scrape/scrapeTargets";
import { ExternalSecrets } from "./secrets/externalSecrets";
import { ExternalSecretsOperator } from "./secrets/externalSecretsOperator";
import { Awaited } from "./secrets/observed";
import { unready } from "./secrets/readiness";
import { existingStore, SecretStore, storeObject } from "./secrets/secretStore";
import { ProviderReader } from "./secrets/waiting";
import { settledValue } from "./settledValue";
import { argsProblems } from "./validate/args";
import { Problem, refuse } from "./validate/problem";
import { kvOf, VaultArgs } from "./vault/connection";
import { EsoLogin } from "./vault/esoLogin";
import { EsoLoginArgs, ServiceAccountArgs } from "./vault/login";
import { VaultEntries } from "./vault/vaultEntries";

/**
 * A cluster's observability agent, with its passwords in Vault.
 *
 * Creates the External Secrets Operator, the way from Vault to a Secret for each remote, and Grafana Alloy with what it
 * scrapes on every node. Takes a provider for Kubernetes, and one for Vault if anything is written there.
 */
export class AlloyStack extends pulumi.ComponentResource {
    /** The agents' namespace. */
    readonly namespace: pulumi.Output<string>;
    /** The ConfigMap with the agents' configuration, under the key "config.alloy". */
    readonly configMapName: pulumi.Output<string>;
    /** The agents' service account. */
    readonly serviceAccountName: pulumi.Output<string>;
    /** The ClusterSecretStore. Empty if no remote has a secret. */
    readonly secretStoreName: pulumi.Output<string>;
    /** The Secrets that the External Secrets Operator makes, one for each remote with a secret. */
    readonly secretNames: pulumi.Output<string[]>;
    /** Where these secrets lie in Vault, below the key-value store's mount. */
    readonly vaultPaths: pulumi.Output<string[]>;
    /** The passwords that were generated, by "prometheus/<remote>" and "loki/<remote>". */
    readonly generatedPasswords: pulumi.Output<Record<string, string>>;
    /** Whether all secrets have arrived and all agents run. Known at the end of an update; false fails it. */
    readonly ready: pulumi.Output<boolean>;

    constructor(name: string, args: AlloyStackArgs, options?: pulumi.ComponentResourceOptions) {
        refuse(argsProblems(args));
        super("alloy-stack:index:AlloyStack", name, withoutSecrets(args), options);
        const remotes = remotesOf(args);
        const secret = remotes.filter(needsStore);
        const entries = args.vault && this.inVault(name, args, args.vault, secret);
        const cluster =
            args.agent === false
                ? undefined
                : this.inCluster(name, args, remotes, { ...entries, remotes: secret });

        this.namespace = pulumi.output(cluster?.namespace ?? "");
        this.configMapName = pulumi.output(cluster?.agent.configMapName ?? "");
        this.serviceAccountName = pulumi.output(cluster?.agent.serviceAccountName ?? "");
        this.secretStoreName = pulumi.output(cluster?.secrets?.store.storeName ?? "");
        this.secretNames = pulumi.output(cluster?.secrets?.resources.secretNames ?? []);
        this.vaultPaths = pulumi.output(secret.map((remote) => vaultPath(args.clusterName, remote)));
        this.generatedPasswords = pulumi.secret(pulumi.all(entries?.generated ?? {}));
        this.ready = pulumi
            .all([cluster?.secrets?.ready ?? true, cluster?.agent.rolledOut])
            .apply(([isReady]) => isReady);
        this.registerOutputs({
            namespace: this.namespace,
            configMapName: this.configMapName,
            serviceAccountName: this.serviceAccountName,
            secretStoreName: this.secretStoreName,
            secretNames: this.secretNames,
            vaultPaths: this.vaultPaths,
            generatedPasswords: this.generatedPasswords,
            ready: this.ready,
        });
    }

    /** What is written into Vault: the remotes' secrets, and the operator's login. */
    private inVault(name: string, args: AlloyStackArgs, vault: VaultArgs, remotes: Remote[]): InVault {
        const { clusterName, esoLogin: login = {} } = args;
        const { readOnly = false } = vault;
        const inThis = { parent: this };
        const kv = kvOf(vault);
        const loginArgs = { clusterName, login, serviceAccount: serviceAccountOf(args), kv, readOnly };
        const esoLogin =
            args.externalSecretStore === undefined &&
            new EsoLogin(`${name}-operator-login`, loginArgs, inThis);
        const written = readOnly ? [] : remotes;
        const entries = new VaultEntries(`${name}-passwords`, { clusterName, remotes: written, kv }, inThis);
        return { vault, login, ...(esoLogin && { esoLogin }), entries, generated: entries.generated };
    }

    /** Everything that runs in the cluster. */
    private inCluster(name: string, args: AlloyStackArgs, remotes: Remote[], secret: SecretRemotes) {
        const { charts = {}, rolloutTimeout = 600, nodeExporter = OptionalInstallation.Install } = args;
        const names = this.namespaces(name, args);
        const namespaceSettings = namespaceSettingsOf(args);
        const pods = placementOf(args);
        const images = imagesFrom(args.images ?? {}, args.imageMirror);
        const words = args.explain && new ClusterWords(args.explain);
        const namespace = stackNamespace(
            name,
            // Agents read their node's journal and logs, as root.
            { name: names.agent, podSecurity: "privileged", ...namespaceSettings },
            this,
        );
        const operator =
            args.externalSecrets === Installation.Existing
                ? []
                : [
                      new ExternalSecretsOperator(
                          `${name}-external-secrets`,
                          {
                              namespace: names.externalSecrets,
                              namespaceSettings,
                              pods,
                              rolloutTimeout,
                              ...(args.vaultProxy && { proxy: args.vaultProxy }),
                              ...(charts.externalSecrets && { chart: charts.externalSecrets }),
                              ...(args.externalSecretsValues && { values: args.externalSecretsValues }),
                              ...(images.externalSecrets && { image: images.externalSecrets }),
                          },
                          { parent: this },
                      ),
                  ];
        const hasStore = secret.vault !== undefined || args.externalSecretStore !== undefined;
        const secrets = hasStore ? this.secrets(name, args, secret, namespace, operator, words) : undefined;
        const targets = new ScrapeTargets(
            `${name}-monitoring`,
            {
                namespace,
                installCrds: args.monitoringCrds === Installation.Install,
                ...(charts.monitoringCrds && { chart: charts.monitoringCrds }),
                ...(nodeExporter === OptionalInstallation.Install && {
                    nodeExporter: {
                        namespace: names.nodeExporter,
                        namespaceSettings,
                        image: images.nodeExporter,
                        port: args.nodeExporterPort ?? 9100,
                        mountPropagation: args.hostMountPropagation ?? true,
                        interval: args.modules?.nodeExporter?.interval,
                        pods,
                        rolloutTimeout,
                    },
                }),
                ...(args.kubeStateMetrics === OptionalInstallation.Install && {
                    kubeStateMetrics: {
                        namespace,
                        image: images.kubeStateMetrics,
                        interval: args.modules?.kubeStateMetrics?.interval,
                        pods,
                        rolloutTimeout,
                    },
                }),
                blockNode: args.monitorBlockNode ?? false,
                blockNodeInterval: args.modules?.blockNode?.interval,
            },
            { parent: this },
        );
        const agent = new Agent(
            `${name}-agent`,
            {
                clusterName: args.clusterName,
                namespace,
                remotes,
                monitorBlockNode: args.monitorBlockNode ?? false,
                checkKubeletCertificates: args.checkKubeletCertificates ?? false,
                ...(nodeExporter !== OptionalInstallation.None && {
                    nodeExporter: nodeExporterSearch(args, names),
                }),
                ...((args.kubeStateMetrics ?? OptionalInstallation.None) !== OptionalInstallation.None && {
                    kubeStateMetrics: kubeStateMetricsSearch(args, names),
                }),
                blockNode: pulumi.output(names.agent).apply((own) => ({
                    namespaces: [own],
                    labels: { "app.kubernetes.io/name": "block-node-server" },
                })),
                storagePath: args.storagePath ?? "/var/lib/grafana-alloy",
                journal: args.journal ?? {},
                dockerLogs: args.dockerLogs ?? false,
                extraModules: args.extraModules,
                wal: args.wal,
                collected: args,
                resources: agentResources(args.agentResources ?? {}),
                pods,
                rolloutTimeout,
                ...(charts.alloy && { chart: charts.alloy }),
                ...(args.agentValues && { values: args.agentValues }),
                images,
            },
            // The secrets' creation, not their being synced: see ExternalSecrets.
            { parent: this, dependsOn: [targets, ...(secrets ? [secrets.resources] : [])] },
        );
        if (words && !pulumi.runtime.isDryRun())
            reportPods({ namespace, rolledOut: agent.rolledOut, words, seconds: rolloutTimeout }, this);
        return { namespace, agent, secrets };
    }

    /** The namespaces' names, known once it is sure that their owners are the same as before. */
    private namespaces(name: string, args: AlloyStackArgs): Namespaces {
        const { agent, externalSecrets, nodeExporter } = namespacesOf(args);
        const same = settledValue(`${name}-create-namespaces`, args.createNamespaces ?? true, otherOwners, {
            parent: this,
        });
        const named = (one: pulumi.Input<string>) => pulumi.all([one, same]).apply(([given]) => given);
        return {
            agent: named(agent),
            externalSecrets: named(externalSecrets),
            nodeExporter: named(nodeExporter),
        };
    }

    /** The secrets' way from Vault into a Secret for each remote. */
    private secrets(
        name: string,
        args: AlloyStackArgs,
        { vault, login = {}, esoLogin, entries, remotes }: SecretRemotes,
        namespace: pulumi.Output<string>,
        operator: ExternalSecretsOperator[],
        words: ClusterWords | undefined,
    ) {
        const { clusterName, externalSecretStore: existing } = args;
        const reader = pulumi.runtime.isDryRun()
            ? undefined
            : new ProviderReader(`${name}-ready`, this, words);
        const store =
            vault === undefined || existing !== undefined
                ? existingStore(existing ?? "")
                : new SecretStore(
                      `${name}-store`,
                      {
                          clusterName,
                          vault,
                          login,
                          loginRevision: esoLogin?.revision ?? "",
                          serviceAccount: serviceAccountOf(args),
                          namespace,
                          ...(reader && { reader }),
                      },
                      { parent: this, dependsOn: [...operator, ...(esoLogin ? [esoLogin] : [])] },
                  );
        const resources = new ExternalSecrets(
            `${name}-secrets`,
            { clusterName, namespace, kvMount: vault ? kvOf(vault).path : "", remotes, store },
            { parent: this, dependsOn: [...operator, ...(entries ? [entries] : [])] },
        );
        if (!reader) return { store, resources };
        // Beside the agents, which start without it.
        const ready = pulumi
            .all([namespace, store.applied, resources.applied])
            .apply(([place]) => this.reportUnready(awaitedObjects(remotes, place, existing), reader));
        return { store, resources, ready };
    }

    /** What stays unready fails the update, in its own words. Logged rather than thrown: Pulumi says it once then. */
    private async reportUnready(objects: Awaited[], reader: ProviderReader): Promise<boolean> {
        const problems = await unready(objects, reader);
        if (problems.length > 0) await pulumi.log.error(problems.join("\n"), this);
        return problems.length === 0;
    }
}

/** A Vault and what this stack has to do with it. */
interface InVault {
    vault: VaultArgs;
    login: EsoLoginArgs;
    /** None where the store is somebody else's. */
    esoLogin?: EsoLogin;
    entries: VaultEntries;
    generated: Record<string, pulumi.Output<string>>;
}

/** The remotes whose secrets come through a store, and the Vault behind it, where that is known. */
interface SecretRemotes extends Partial<InVault> {
    remotes: Remote[];
}

function remotesOf({ prometheusRemotes = [], lokiRemotes = [] }: AlloyStackArgs): Remote[] {
    return [
        ...prometheusRemotes.map((remote) => ({ ...remote, kind: RemoteKind.Prometheus })),
        ...lokiRemotes.map((remote) => ({ ...remote, kind: RemoteKind.Loki })),
    ];
}

function namespacesOf({ namespaces = {} }: AlloyStackArgs): Namespaces {
    return {
        agent: "grafana-alloy",
        externalSecrets: "external-secrets",
        nodeExporter: "node-exporter",
        ...namespaces,
    };
}

function namespaceSettingsOf(args: AlloyStackArgs): NamespaceSettings {
    const { createNamespaces: create = true, namespaceLabels: labels = {}, imageRegistryLogin } = args;
    return { create, labels, ...(imageRegistryLogin && { registryLogin: imageRegistryLogin }) };
}

/** Why namespaces stay whose they were: Kubernetes would not create one that is there, and what is removed is gone with all in it. */
function otherOwners(now: boolean, _before: boolean, stash: string): Problem {
    return {
        path: "createNamespaces",
        found: `is ${now}, and ${now ? "others have made the namespaces" : "the stack has made the namespaces"}`,
        expected: now
            ? `false; or to have the stack make them, remove them and then: pulumi up --replace '${stash}'`
            : `true; or to give them to somebody else, where they stay when the stack is destroyed: pulumi up --replace '${stash}'`,
    };
}

/** As Kubernetes has it, for which a number is no text. */
function nodesOrShare(maxUnavailable: string): number | string {
    return maxUnavailable.endsWith("%") ? maxUnavailable : Number(maxUnavailable);
}

function placementOf(args: AlloyStackArgs): PodPlacement {
    const { openShift = false, imagePullSecrets = [], priorityClassName } = args;
    const { podLabels, podAnnotations, maxUnavailable, agentProxy, agentServiceAccountAnnotations } = args;
    const seLinuxOptions = args.seLinuxOptions ?? (openShift ? { type: "spc_t" } : undefined);
    return {
        tolerations: args.tolerations ?? [{ operator: "Exists" }],
        nodeSelector: { ...linux, ...args.nodeSelector },
        affinity: args.affinity ?? noVirtualNodes,
        ...(priorityClassName && { priorityClassName }),
        ...(seLinuxOptions && { seLinuxOptions }),
        openShift,
        imagePullSecrets: [...imagePullSecrets, ...(args.imageRegistryLogin ? [registrySecretName] : [])],
        ...(args.imageMirror && { imageMirror: args.imageMirror }),
        ...(podLabels && { podLabels }),
        ...(podAnnotations && { podAnnotations }),
        ...(maxUnavailable !== undefined && { maxUnavailable: nodesOrShare(maxUnavailable) }),
        ...(agentProxy && { agentProxy }),
        ...(agentServiceAccountAnnotations && { agentServiceAccountAnnotations }),
    };
}

/** The operator's service account, as its chart makes it, unless the login names another. */
function serviceAccountOf(args: AlloyStackArgs): ServiceAccountArgs {
    const ofChart = { name: "external-secrets", namespace: namespacesOf(args).externalSecrets };
    return args.esoLogin?.serviceAccount ?? ofChart;
}

/** Monitors of ours are in our own namespace; those of others are where they are said to be. */
function nodeExporterSearch(args: AlloyStackArgs, { nodeExporter }: Namespaces) {
    const labels = args.nodeExporterSelector ?? { "app.kubernetes.io/name": "node-exporter" };
    const isOurs = args.nodeExporter !== OptionalInstallation.Existing;
    return pulumi.output(nodeExporter).apply((own) => ({
        namespaces: isOurs ? [own] : (args.nodeExporterNamespaces ?? []),
        labels,
    }));
}

/** Ours is in the agents' namespace. */
function kubeStateMetricsSearch(args: AlloyStackArgs, { agent }: Namespaces) {
    const labels = args.kubeStateMetricsSelector ?? { "app.kubernetes.io/name": "kube-state-metrics" };
    const isOurs = args.kubeStateMetrics === OptionalInstallation.Install;
    return pulumi.output(agent).apply((own) => ({
        namespaces: isOurs ? [own] : (args.kubeStateMetricsNamespaces ?? []),
        labels,
    }));
}

function awaitedObjects(remotes: Remote[], namespace: string, store?: string): Awaited[] {
    const secrets = remotes.map((remote) => ({
        kind: "ExternalSecret" as const,
        name: secretName(remote),
        namespace,
    }));
    return [storeObject(store), ...secrets];
}

/** The args as the state shows them. */
function withoutSecrets(args: AlloyStackArgs): pulumi.Inputs {
    const shown = (remotes: RemoteArgs[] = []) =>
        remotes.map(({ password, bearerToken, clientKey, clientSecret, ...rest }) => rest);
    const { esoLogin: { password, secretId, ...esoLogin } = {}, explain, imageRegistryLogin, ...rest } = args;
    return {
        ...rest,
        prometheusRemotes: shown(args.prometheusRemotes),
        lokiRemotes: shown(args.lokiRemotes),
        esoLogin,
    };
}
