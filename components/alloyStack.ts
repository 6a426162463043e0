import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "./args";
import { needsStore, RemoteArgs, vaultPath } from "./remotes";
import { remotesOf } from "./stack/defaults";
import { inCluster } from "./stack/inCluster";
import { inVault } from "./stack/inVault";
import { argsProblems } from "./validate/args";
import { refuse } from "./validate/problem";

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
        const entries = args.vault && inVault(name, args, args.vault, secret, this);
        const cluster =
            args.agent === false
                ? undefined
                : inCluster(name, args, remotes, { ...entries, remotes: secret }, this);

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
