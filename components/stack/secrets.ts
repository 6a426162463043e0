import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../args";
import { ClusterWords } from "../explain/clusterWords";
import { Remote, secretName } from "../remotes";
import { ExternalSecrets } from "../secrets/externalSecrets";
import { ExternalSecretsOperator } from "../secrets/externalSecretsOperator";
import { Awaited } from "../secrets/observed";
import { unready } from "../secrets/readiness";
import { existingStore, SecretStore, storeObject } from "../secrets/secretStore";
import { ProviderReader } from "../secrets/waiting";
import { kvOf } from "../vault/connection";
import { serviceAccountOf } from "./defaults";
import { InVault } from "./inVault";

/** The remotes whose secrets come through a store, and the Vault behind it, where that is known. */
export interface SecretRemotes extends Partial<InVault> {
    remotes: Remote[];
}

/** What of the cluster they are made in. */
export interface Surroundings {
    namespace: pulumi.Output<string>;
    /** Empty where the operator is one that is there. */
    operator: ExternalSecretsOperator[];
    words: ClusterWords | undefined;
    parent: pulumi.Resource;
}

/** The secrets' way from Vault into a Secret for each remote. */
export function secretsFromVault(
    name: string,
    args: AlloyStackArgs,
    { vault, login = {}, esoLogin, entries, remotes }: SecretRemotes,
    { namespace, operator, words, parent }: Surroundings,
) {
    const { clusterName, externalSecretStore: existing } = args;
    const reader = pulumi.runtime.isDryRun() ? undefined : new ProviderReader(`${name}-ready`, parent, words);
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
                  { parent, dependsOn: [...operator, ...(esoLogin ? [esoLogin] : [])] },
              );
    const resources = new ExternalSecrets(
        `${name}-secrets`,
        { clusterName, namespace, kvMount: vault ? kvOf(vault).path : "", remotes, store },
        { parent, dependsOn: [...operator, ...(entries ? [entries] : [])] },
    );
    if (!reader) return { store, resources };
    // Beside the agents, which start without it.
    const ready = pulumi
        .all([namespace, store.applied, resources.applied])
        .apply(([place]) => reportUnready(awaitedObjects(remotes, place, existing), reader, parent));
    return { store, resources, ready };
}

/** What stays unready fails the update, in its own words. Logged rather than thrown: Pulumi says it once then. */
async function reportUnready(
    objects: Awaited[],
    reader: ProviderReader,
    resource: pulumi.Resource,
): Promise<boolean> {
    const problems = await unready(objects, reader);
    if (problems.length > 0) await pulumi.log.error(problems.join("\n"), resource);
    return problems.length === 0;
}

function awaitedObjects(remotes: Remote[], namespace: string, store?: string): Awaited[] {
    const secrets = remotes.map((remote) => ({
        kind: "ExternalSecret" as const,
        name: secretName(remote),
        namespace,
    }));
    return [storeObject(store), ...secrets];
}
