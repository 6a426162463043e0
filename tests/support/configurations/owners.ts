import * as fc from "fast-check";

import { SecretOwner } from "../../../components/vault/secretSource";
import { privateKey } from "../certificate";
import { GivenRemote } from "./remotes";

/** Who is to own the remotes' secrets. */
interface Ownership {
    /** By the remote's place in the list; no owner is named for the others. */
    chosen: (SecretOwner | undefined)[];
    /** Secrets are there for other owners' remotes too, and are not looked at. */
    hasNeedless: boolean;
}

export const ownership: fc.Arbitrary<Ownership> = fc.record({
    chosen: fc.array(fc.constantFrom(undefined, ...Object.values(SecretOwner)), { maxLength: 6 }),
    hasNeedless: fc.boolean(),
});

/** The keys with the remotes' secrets and their owners, with a password from `next` wherever one is needed. */
export function remoteSecrets(
    all: GivenRemote[],
    { chosen, hasNeedless }: Ownership,
    isReadOnly: boolean,
    next: () => string,
): Record<string, Record<string, string>> {
    const others = isReadOnly ? SecretOwner.Vault : SecretOwner.Config;
    const owned = all
        .filter(({ hasLogin, hasClientKey }) => hasLogin || hasClientKey)
        .map((remote, index) => ({ remote, owner: possible(remote, chosen[index], isReadOnly) }));
    const needed = owned
        .filter(({ owner = others }) => hasNeedless || owner === SecretOwner.Config)
        .map(({ remote }) => remote);
    const filled = {
        remoteSecretOwners: entries(owned.map(({ remote, owner }) => [remote, owner])),
        remotePasswords: entries(needed.map((remote) => [remote, remote.hasLogin ? next() : undefined])),
        remoteClientKeys: entries(
            needed.map((remote) => [remote, remote.hasClientKey ? privateKey : undefined]),
        ),
    };
    return Object.fromEntries(Object.entries(filled).filter(([, value]) => Object.keys(value).length > 0));
}

/** The owner that a remote can have, as near as there is to the chosen one. */
function possible(
    { hasClientKey }: GivenRemote,
    chosen: SecretOwner | undefined,
    isReadOnly: boolean,
): SecretOwner | undefined {
    if (chosen === undefined) return undefined;
    // A private key belongs to a certificate, so nobody can make it up.
    const cannotBe = isReadOnly || (chosen === SecretOwner.Generated && hasClientKey);
    return cannotBe ? SecretOwner.Vault : chosen;
}

function entries(values: [GivenRemote, string | undefined][]): Record<string, string> {
    return Object.fromEntries(
        values.flatMap(([{ kind, name }, value]) =>
            value === undefined ? [] : [[`${kind}/${name}`, value]],
        ),
    );
}
