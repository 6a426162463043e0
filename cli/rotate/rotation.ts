import { entryOf, PlainRemote } from "../../settings/plainRemote";
import { secretObject, secretsOf } from "../../components/remotes";
import { SecretSource } from "../../components/vault/secretSource";
import { Settings } from "../../settings/settings";
import { Failure } from "../failure";
import { KnownStack } from "../stack/settings";
import { placeOfAgents } from "../verify/agents";

/** A remote's login secret that is to be changed, and where it comes from. */
export interface Rotation {
    remote: PlainRemote;
    property: "password" | "token";
    source: SecretSource.Config | SecretSource.Generated | SecretSource.Vault;
}

/** A remote and where its secrets come from. */
interface Candidate {
    remote: PlainRemote;
    source: SecretSource;
}

/** Which secret of a stack is meant by "prometheus/primary". Throws, with what to do instead, where it is not ours to change. */
export function rotationOf({ stack, settings, configuration }: KnownStack, entry: string): Rotation {
    const candidates = candidatesOf(settings);
    const found = candidates.find(({ remote }) => entryOf(remote) === entry);
    if (!found) throw new Failure(noSuchRemote(stack, entry, candidates));
    const { remote, source } = found;
    const property = loginSecret(remote);
    if (!property) throw new Failure(`${entry} sends without a password and a token: nothing can be rotated`);
    if (settings.dev && remote.name === "local")
        throw new Failure(
            [
                `${entry} leads to the dev stack's own server, which gets its password from the configuration too. Both are changed by:`,
                `  pulumi config set --stack ${stack} --secret --path '${configuration.project}:remotePasswords["${entry}"]'`,
                `  alloy-stack up --stack ${stack}`,
            ].join("\n"),
        );
    if (source === SecretSource.Secret) throw new Failure(othersSecret(remote, property, settings));
    return { remote, property, source };
}

function candidatesOf({ stack, remotes }: Settings): Candidate[] {
    const given = [...(stack.prometheusRemotes ?? []), ...(stack.lokiRemotes ?? [])];
    return remotes.map((remote, index) => ({
        remote,
        source: given[index]?.secretSource ?? SecretSource.Config,
    }));
}

/** The private key of a client certificate changes with its certificate, which stands in the configuration. */
function loginSecret(remote: PlainRemote): Rotation["property"] | undefined {
    const properties = secretsOf(remote).map(({ property }) => property);
    return (["password", "token"] as const).find((one) => properties.includes(one));
}

function noSuchRemote(stack: string, entry: string, candidates: Candidate[]): string {
    const names = candidates.filter(({ remote }) => loginSecret(remote)).map(({ remote }) => entryOf(remote));
    const has =
        names.length > 0 ? `those with a password or a token are ${names.join(", ")}` : "none has one";
    return `stack ${stack} has no remote "${entry}"; ${has}`;
}

function othersSecret(remote: PlainRemote, property: string, { stack }: Settings): string {
    const { name, items } = secretObject({ ...remote, secretSource: SecretSource.Secret });
    const { namespace } = placeOfAgents(stack);
    const { key } = items.find(({ path }) => path.endsWith(`/${property}`)) ?? { key: property };
    return `the ${property} of ${entryOf(remote)} is in Secret ${name} of namespace ${namespace}, which somebody else makes: have the new one written there, under the key "${key}". Agents use it two minutes later at most`;
}
