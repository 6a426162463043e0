import { RemoteKind, secretsOf } from "../components/remotes";
import { SecretSource } from "../components/vault/secretSource";
import { entryOf, PlainRemote } from "./plainRemote";
import { pushPath } from "./remoteText";
import { StackValues } from "./schema";

/** What the warnings depend on beside the remotes. */
export interface Surroundings {
    values: StackValues;
    /** This machine's address, where the cluster runs on it: in dev, or if it was given. */
    nodeIp: string | undefined;
    project: string;
}

/** What can be deployed and is most often not meant, a line each. */
export function warningsFor(remotes: PlainRemote[], surroundings: Surroundings): string[] {
    const { values, project } = surroundings;
    return [
        ...(remotes.length === 0 && values.agent
            ? [
                  `${project}: there is no remote: what the agent collects is thrown away. Set ${project}:prometheusRemotes and ${project}:lokiRemotes`,
              ]
            : []),
        ...(values.vaultAddress?.startsWith("http://") && !values.dev
            ? [
                  `${project}:vaultAddress: passwords cross the network readable on their way to and from ${values.vaultAddress}; use https`,
              ]
            : []),
        ...(values.vaultAddressForPods?.startsWith("http://") && values.vaultAddress?.startsWith("https://")
            ? [
                  `${project}:vaultAddressForPods: is an http address beside an https one: passwords cross the network readable on their way to pods`,
              ]
            : []),
        ...remotes.flatMap((remote) =>
            ofRemote(remote, surroundings).map(
                (text) => `${project}:${remote.kind}Remotes: the remote "${remote.name}" ${text}`,
            ),
        ),
    ];
}

function ofRemote(remote: PlainRemote, { values, nodeIp, project }: Surroundings): string[] {
    const { kind, name, skipVerification, oauth2, headers = {} } = remote;
    const url = new URL(remote.url);
    const isHere = isLoopback(url.hostname) || url.hostname === nodeIp;
    const login = secretsOf(remote).find(({ property }) => property !== "client_key");
    const agent = `grafana-alloy.${values.namespaces.agent}`;
    const isAgent =
        isLoopback(url.hostname) || url.hostname === agent || url.hostname.startsWith(`${agent}.svc`);
    const usual = usualPath[kind].test(url.pathname);
    const readable = [
        ...Object.keys(headers).map((header) => `header "${header}"`),
        ...[...url.searchParams.keys()].map((key) => `"${key}" in its URL`),
    ];
    return [
        isAgent &&
            `points at the agent itself: ${url.host} is the agent's own pod there. $NODE_IP is this machine`,
        login &&
            url.protocol === "http:" &&
            !isHere &&
            `sends its ${login.property === "client_secret" ? "token" : login.property} over http to another host, ${url.host}, readable for everybody on the way; use https`,
        oauth2?.tokenUrl.startsWith("http://") &&
            `sends its client's secret over http to ${new URL(oauth2.tokenUrl).host}, readable for everybody on the way; use https`,
        !usual &&
            `has a URL without the usual path, which ends with ${pushPath[kind]}: ${remote.url.replace(/\?.*/, "")}`,
        skipVerification &&
            "sends without checking the remote's certificate: skipVerification is set. Give ca instead",
        login &&
            values.dev &&
            !isHere &&
            (values.secretSources[entryOf(remote)] ?? SecretSource.Config) === SecretSource.Config &&
            values.remotePasswords[entryOf(remote)] === undefined &&
            `gets the public default ${login.property}, and is not on this machine: pulumi config set --secret --path '${project}:remotePasswords["${kind}/${name}"]'`,
        login &&
            values.dev &&
            !isHere &&
            values.remotePasswords[entryOf(remote)] !== undefined &&
            values.devVaultToken === undefined &&
            `has its ${login.property} in the dev Vault, which everybody who reaches this machine's port 8200 can read with the default token. Set a token of your own: pulumi config set --secret ${project}:devVaultToken`,
        ...readable
            .filter((one) => /pass|token|secret|api-?key|auth/i.test(one))
            .map(
                (one) =>
                    `has a ${one} that looks like a secret: everybody who may see the stack file or the agent's configuration can read it`,
            ),
    ].filter((text): text is string => typeof text === "string");
}

/** How push addresses end: Prometheus, Mimir, Thanos, Grafana Cloud; and Loki. */
const usualPath = {
    [RemoteKind.Prometheus]: /(?<!\/loki)\/api\/(v1\/(write|push|receive|remote_write)|prom\/push)\/?$/,
    [RemoteKind.Loki]: /\/loki\/api\/v1\/push\/?$/,
};

function isLoopback(host: string): boolean {
    return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}
