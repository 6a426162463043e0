import { Input } from "@pulumi/pulumi";

import { needsSecrets, needsStore, vaultPath } from "../../components/remotes";
import { kvOf } from "../../components/vault/connection";
import { ClusterForVault } from "../../components/vault/kubernetesLogin";
import { loginNames, LoginMethod } from "../../components/vault/login";
import { SecretSource } from "../../components/vault/secretSource";
import { apiServer } from "../../settings/kubeconfig";
import { Settings } from "../../settings/settings";
import { Failure } from "../failure";
import { readConfiguration, StackConfiguration } from "../stack/configuration";
import { StackPlace } from "../stack/place";
import { placeholder, settingsOf } from "../stack/settings";
import { VaultSetup, vaultSetup } from "./script";

/** What the owners of a stack's Vault have to run, as a shell script. */
export async function setupOfStack(place: StackPlace): Promise<string> {
    const configuration = await readConfiguration(place);
    const settings = settingsOf(withRoleId(configuration), place.folder);
    return vaultSetup(await setupOf(configuration.stack, settings));
}

/** An AppRole's id is what Vault's owners hand over after running the script: the stack may not have it yet. */
export function withRoleId(configuration: StackConfiguration): StackConfiguration {
    const { project, values } = configuration;
    const key = `${project}:esoRoleId`;
    const appRole: string = LoginMethod.AppRole;
    // The project's default is no text.
    if (values[`${project}:esoLogin`] !== appRole || values[key]) return configuration;
    return { ...configuration, values: { ...values, [key]: placeholder } };
}

/** What a stack's settings say about the Vault that its owners have to set up. */
async function setupOf(stack: string, settings: Settings): Promise<VaultSetup> {
    if (settings.dev)
        throw new Failure(`stack ${stack} has a Vault of its own, which "pulumi up" creates and sets up`);
    const { vault, esoLogin = {}, clusterName, namespaces, externalSecretStore: store } = settings.stack;
    if (!vault && store !== undefined)
        throw new Failure(
            `stack ${stack} reads through ${store}, which others made, and has no vaultAddress; it reads ${pathsOf(settings).join(", ")}`,
        );
    if (!vault) throw new Failure(`no remote of stack ${stack} has a secret, so it needs no Vault`);
    const { readOnly = false, address, namespace } = vault;
    const names = loginNames(clusterName, esoLogin);
    const { createMount = false } = esoLogin;
    const account = esoLogin.serviceAccount ?? {
        name: "external-secrets",
        namespace: namespaces?.externalSecrets ?? "external-secrets",
    };
    const needsCluster = names.method === LoginMethod.Kubernetes && !createMount;
    return {
        clusterName,
        // Those who administer it reach it as the program does, where that does.
        address: settings.vault?.address ?? plain(address),
        ...(namespace && { namespace }),
        kv: kvOf(vault),
        names,
        createMount,
        ...(esoLogin.audience && { audience: esoLogin.audience }),
        ...(store !== undefined && { othersStore: true }),
        serviceAccount: { name: account.name, namespace: plain(account.namespace) },
        readOnly,
        remotes: byHand(settings),
        ...(needsCluster && { cluster: await clusterOf(settings) }),
    };
}

function pathsOf({ stack: { clusterName }, remotes }: Settings): string[] {
    return remotes.filter(needsStore).map((remote) => vaultPath(clusterName, remote));
}

function byHand({ stack, remotes }: Settings) {
    const given = [...(stack.prometheusRemotes ?? []), ...(stack.lokiRemotes ?? [])];
    return remotes.filter(
        (remote, index) => needsSecrets(remote) && given[index]?.secretSource === SecretSource.Vault,
    );
}

/** The cluster as Vault reaches it: as the stack says, else as the kubeconfig does. */
async function clusterOf({ cluster, stack: { esoLogin = {} } }: Settings): Promise<ClusterForVault> {
    const known = await apiServer(cluster);
    const { kubernetesHost = known.address, kubernetesCaCertificate = known.caCertificate } = esoLogin;
    return {
        kubernetesHost: plain(kubernetesHost),
        ...(kubernetesCaCertificate !== undefined && {
            kubernetesCaCertificate: plain(kubernetesCaCertificate),
        }),
    };
}

/** Nothing in a stack's configuration comes from other resources. */
function plain(value: Input<string>): string {
    if (typeof value === "string") return value;
    throw new Failure("an argument that should be text comes from another resource");
}
