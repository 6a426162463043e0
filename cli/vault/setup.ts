import { AlloyStackArgs } from "../../components/args";
import { needsSecrets } from "../../components/remotes";
import { clusterForVault } from "../../components/vault/clusterForVault";
import { defaultKv } from "../../components/vault/connection";
import { isKubernetes } from "../../components/vault/login";
import { SecretOwner } from "../../components/vault/secretSource";
import { VaultSetup, vaultSetup } from "../../components/vault/setup";
import { stackSettings } from "../stack/settings";

/** What the owners of a stack's Vault have to run, as a shell script. */
export async function setupOfStack(place: { stack: string; overrides?: string }): Promise<string> {
    return vaultSetup(await setupOf(place.stack, stackSettings(place)));
}

/** What a stack's settings say about the Vault that somebody else has to set up for it. */
async function setupOf(stack: string, settings: AlloyStackArgs): Promise<VaultSetup> {
    const { vault, clusterName, cluster, namespaces } = settings;
    if (!vault) throw new Error(`no remote of stack ${stack} has a secret, so it needs no Vault`);
    const { enterprise, operatorLogin: login } = vault;
    if (!enterprise)
        throw new Error(`stack ${stack} has a Vault of its own, which "pulumi up" makes and sets up`);
    const { address, kv = defaultKv, readOnly = false } = enterprise;
    const byHand = settings.remotes.filter(
        ({ remote, owner }) => needsSecrets(remote) && (readOnly || owner === SecretOwner.Vault),
    );
    const ofChart = { name: "external-secrets", namespace: namespaces.externalSecrets };
    const setup = { clusterName, address, kv, login, readOnly, remotes: byHand.map(({ remote }) => remote) };
    if (!isKubernetes(login)) return { ...setup, serviceAccount: ofChart };
    return {
        ...setup,
        serviceAccount: login.serviceAccount ?? ofChart,
        ...(!login.mountExists && {
            cluster: await clusterForVault(login, { access: cluster, offline: false }),
        }),
    };
}
