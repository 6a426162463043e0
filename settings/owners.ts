import { needsSecrets, Remote } from "../components/remotes";
import { SecretOwner } from "../components/vault/secretSource";
import { Problems } from "./problems";
import { StackValues } from "./schema";

/** Which of the secrets, and which of their owners, is a remote's. */
export function entryOf({ kind, name }: Pick<Remote, "kind" | "name">): string {
    return `${kind}/${name}`;
}

/** Who says what a remote's secrets are. */
export function ownerOf(remote: Remote, values: StackValues): SecretOwner {
    const given = values.remoteSecretOwners[entryOf(remote)];
    return given ?? (values.vaultReadOnly ? SecretOwner.Vault : SecretOwner.Config);
}

/** The same; undefined where it is not known, or cannot be, which goes to `problems`. */
export function readOwner(remote: Remote, values: StackValues, problems: Problems): SecretOwner | undefined {
    const entry = entryOf(remote);
    const at = `remoteSecretOwners["${entry}"]`;
    const isGiven = values.remoteSecretOwners[entry] !== undefined;
    if (problems.covers(at) || (!isGiven && problems.has("vaultReadOnly"))) return undefined;
    const owner = ownerOf(remote, values);
    // In a dev stack, or what may be one, vaultReadOnly is what is wrong.
    const isReadOnly = values.vaultReadOnly && !problems.has("vaultReadOnly") && !problems.has("dev");
    const wrong = needsSecrets(remote) ? ownerProblem(remote, owner, isReadOnly) : undefined;
    if (!wrong) return owner;
    const { because, expected, instead } = wrong;
    problems.add(at, `is "${owner}", and ${because}`, {
        expected,
        run: `pulumi config set --path '${problems.project}:${at}' ${instead}`,
    });
    return undefined;
}

interface OwnerProblem {
    because: string;
    expected: string;
    /** What the command writes. */
    instead: SecretOwner;
}

/** Why somebody cannot own a remote's secrets; undefined if nothing is against it. */
function ownerProblem(remote: Remote, owner: SecretOwner, isReadOnly: boolean): OwnerProblem | undefined {
    if (isReadOnly && owner !== SecretOwner.Vault) {
        return {
            because: "vaultReadOnly lets nothing be written into Vault",
            expected: '"vault", or no vaultReadOnly',
            instead: SecretOwner.Vault,
        };
    }
    if (owner === SecretOwner.Generated && remote.tls?.clientCertificate !== undefined) {
        return {
            because: "the private key of the remote's client certificate cannot be made up",
            expected: '"config", with the key in remoteClientKeys, or "vault"',
            instead: SecretOwner.Config,
        };
    }
    return undefined;
}
