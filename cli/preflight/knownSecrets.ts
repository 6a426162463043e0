import { secretsOf, vaultPath } from "../../components/remotes";
import { SecretSource } from "../../components/vault/secretSource";
import { entryOf, PlainRemote } from "../../settings/plainRemote";
import { decrypted } from "../stack/configuration";
import { StackPlace } from "../stack/place";
import { KnownStack } from "../stack/settings";
import { VaultClient } from "../vault/client";
import { KnownSecrets } from "./push";

/** Where a stack's secrets can be had on this machine. */
export interface SecretPlaces {
    place: StackPlace;
    known: KnownStack;
    /** None where nobody is logged in to the stack's Vault. */
    vault?: VaultClient;
}

/** The secrets of each remote, from where they come from; a secret that is not to be had here is left out. */
export async function knownSecrets(
    remote: PlainRemote,
    source: SecretSource,
    { place, known, vault }: SecretPlaces,
): Promise<KnownSecrets> {
    const needed = secretsOf(remote).map(({ property }) => property);
    if (needed.length === 0) return {};
    if (source === SecretSource.Config) return configured(remote, place, known);
    if (source === SecretSource.Secret || !vault) return {};
    const entry = await vault.readEntry(vaultPath(known.settings.stack.clusterName, remote));
    return Object.fromEntries(
        needed.flatMap((property) => (entry?.[property] ? [[property, entry[property]]] : [])),
    );
}

async function configured(remote: PlainRemote, place: StackPlace, known: KnownStack): Promise<KnownSecrets> {
    const { stack, configuration } = known;
    const entry = entryOf(remote);
    const read = async (key: string): Promise<string | undefined> => {
        const whole = `${configuration.project}:${key}`;
        const text = configuration.secrets.includes(whole)
            ? await decrypted({ ...place, stack }, whole)
            : configuration.values[whole];
        const values: unknown = text ? JSON.parse(text) : {};
        const value = (values as Record<string, unknown>)[entry];
        return typeof value === "string" ? value : undefined;
    };
    // A dev stack has this where nothing is given.
    const login = (await read("remotePasswords")) ?? (known.settings.dev ? "local-dev" : undefined);
    const key = remote.clientCertificate === undefined ? undefined : await read("remoteClientKeys");
    const needed = secretsOf(remote).map(({ property }) => property);
    return {
        ...(needed.includes("password") && login !== undefined && { password: login }),
        ...(needed.includes("token") && login !== undefined && { token: login }),
        ...(key !== undefined && { client_key: key }),
    };
}
