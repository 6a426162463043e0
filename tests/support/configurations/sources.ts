import * as fc from "fast-check";

import { SecretSource } from "../../../components/vault/secretSource";
import { privateKey } from "../certificate";
import { GivenRemote } from "./remotes";

/** Where the remotes' secrets are to come from. */
interface Sources {
    /** By the remote's place in the list; no source is named for the others. */
    chosen: (SecretSource | undefined)[];
    /** Secrets are there for remotes of other sources too, and are not looked at. */
    hasNeedless: boolean;
}

export const sources: fc.Arbitrary<Sources> = fc.record({
    chosen: fc.array(fc.constantFrom(undefined, ...Object.values(SecretSource)), { maxLength: 6 }),
    hasNeedless: fc.boolean(),
});

/** The keys with the remotes' secrets and their sources, with a password from `next` wherever one is needed. */
export function remoteSecrets(
    all: GivenRemote[],
    { chosen, hasNeedless }: Sources,
    isReadOnly: boolean,
    next: () => string,
): Record<string, Record<string, string>> {
    const others = isReadOnly ? SecretSource.Vault : SecretSource.Config;
    const named = all
        .filter(({ hasLogin, hasClientKey }) => hasLogin || hasClientKey)
        .map((remote, index) => ({ remote, source: possible(remote, chosen[index], isReadOnly) }));
    const needed = named
        .filter(({ source = others }) => hasNeedless || source === SecretSource.Config)
        .map(({ remote }) => remote);
    const filled = {
        secretSources: entries(named.map(({ remote, source }) => [remote, source])),
        remotePasswords: entries(needed.map((remote) => [remote, remote.hasLogin ? next() : undefined])),
        remoteClientKeys: entries(
            needed.map((remote) => [remote, remote.hasClientKey ? privateKey : undefined]),
        ),
    };
    return Object.fromEntries(Object.entries(filled).filter(([, value]) => Object.keys(value).length > 0));
}

/** The remotes with a Secret of somebody else's that they name, for those whose secrets come from one. */
export function withExistingSecrets(all: GivenRemote[], { chosen }: Sources): GivenRemote[] {
    let index = -1;
    return all.map((remote) => {
        if (remote.hasLogin || remote.hasClientKey) index++;
        const { entry, hasLogin, hasClientKey } = remote;
        if (chosen[index] !== SecretSource.Secret || !hasLogin || hasClientKey) return remote;
        if (typeof entry === "string") return remote;
        const existingSecret = index % 2 === 0 ? { name: "theirs" } : { name: "theirs.x", key: "a.key" };
        return { ...remote, entry: { ...entry, existingSecret } };
    });
}

/** The source that a remote can have, as near as there is to the chosen one. */
function possible(
    { entry, hasClientKey }: GivenRemote,
    chosen: SecretSource | undefined,
    isReadOnly: boolean,
): SecretSource | undefined {
    if (typeof entry === "object" && "existingSecret" in entry) return SecretSource.Secret;
    if (chosen === undefined || chosen === SecretSource.Secret) return undefined;
    // A private key belongs to a certificate, so it cannot be generated.
    const cannotBe = isReadOnly || (chosen === SecretSource.Generated && hasClientKey);
    return cannotBe ? SecretSource.Vault : chosen;
}

function entries(values: [GivenRemote, string | undefined][]): Record<string, string> {
    return Object.fromEntries(
        values.flatMap(([{ kind, name }, value]) =>
            value === undefined ? [] : [[`${kind}/${name}`, value]],
        ),
    );
}
