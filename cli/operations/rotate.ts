import { secretName, vaultPath } from "../../components/remotes";
import { kvOf } from "../../components/vault/connection";
import { SecretSource } from "../../components/vault/secretSource";
import { entryOf } from "../../settings/plainRemote";
import { askSecret } from "../ask";
import type { RotateCommandOptions } from "../commands/vault";
import { note, say } from "../console";
import { Failure } from "../failure";
import { preflight } from "../preflight/answer";
import { knownSecrets, SecretPlaces } from "../preflight/knownSecrets";
import { pushNothing } from "../preflight/push";
import { awaitArrival } from "../rotate/arrival";
import { configurationWrite } from "../rotate/configuration";
import { rotate, RotationWorld, Write } from "../rotate/rotate";
import { Rotation, rotationOf } from "../rotate/rotation";
import { StackPlace } from "../stack/place";
import { KnownStack, readStackSettings } from "../stack/settings";
import { VaultClient, vaultClient } from "../vault/client";
import { placeOfAgents } from "../verify/agents";
import { KubernetesAgents } from "../verify/kubernetesAgents";
import { watchRemotes } from "../verify/remotes";
import { ClusterSecretReader } from "../verify/secrets";

/** Rotate the secret of one of a stack's remotes, "prometheus/primary". Returns whether all went well. */
export async function rotateSecret(
    place: StackPlace,
    entry: string,
    options: RotateCommandOptions,
): Promise<boolean> {
    const known = await readStackSettings(place);
    const rotation = rotationOf(known, entry);
    const vault = await vaultClient(known.configuration.project, known.settings);
    const writes = writesOf(rotation, place, known, vault);
    const secret = await askSecret(`new ${rotation.property}`);
    const world = await worldOf(rotation, { place, known, ...(vault && { vault }) }, options);
    return rotate(rotation, secret, { ...world, ...writes }, options);
}

function writesOf(
    { remote, property, source }: Rotation,
    place: StackPlace,
    known: KnownStack,
    vault: VaultClient | undefined,
): Pick<RotationWorld, "writes" | "unwritten"> {
    const { stack, settings } = known;
    const at = vaultPath(settings.stack.clusterName, remote);
    const mount = settings.stack.vault ? `${kvOf(settings.stack.vault).path}/` : "";
    const intoVault: Write[] = vault
        ? [
              {
                  where: `Vault, at ${mount}${at}`,
                  write: (secret) => vault.writeEntry(at, { [property]: secret }),
              },
          ]
        : [];
    if (source === SecretSource.Config) {
        const writes = [configurationWrite(place, known, entryOf(remote)), ...intoVault];
        const unwritten = `Nobody is logged in to Vault here (VAULT_TOKEN): the next update writes it there: alloy-stack up --stack ${stack}`;
        return { writes, ...(!vault && { unwritten }) };
    }
    if (vault) return { writes: intoVault };
    const what = settings.stack.vault
        ? 'nobody is logged in to Vault here: export VAULT_TOKEN, or run "vault login"'
        : `stack ${stack} knows of no Vault: have the owners of its store write the new ${property} at ${at}`;
    throw new Failure(`the ${property} of ${entryOf(remote)} stands in Vault alone, and ${what}`);
}

async function worldOf(
    { remote, property, source }: Rotation,
    places: SecretPlaces,
    { patience }: RotateCommandOptions,
): Promise<Omit<RotationWorld, "writes" | "unwritten">> {
    const { settings } = places.known;
    const secrets = await knownSecrets(remote, source, places);
    const place = placeOfAgents(settings.stack);
    const agents = new KubernetesAgents(settings.cluster, place);
    const { clusterName } = settings.stack;
    const situation = { agents, clusterName, remotes: [remote], since: new Date() };
    return {
        ask: async (secret) => {
            const answer = await pushNothing(remote, { ...secrets, [property]: secret });
            return preflight(remote, answer, true);
        },
        present: secrets[property],
        arrival: () =>
            awaitArrival(
                {
                    object: {
                        kind: "ExternalSecret",
                        name: secretName(remote),
                        namespace: place.namespace,
                    },
                    reader: new ClusterSecretReader(settings.cluster),
                    watch: async () => {
                        const [found] = await watchRemotes(
                            { ...situation, since: new Date() },
                            { patience: 60 },
                        );
                        return found;
                    },
                    note,
                },
                { patience },
            ),
        say,
    };
}
