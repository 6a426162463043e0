import * as fc from "fast-check";

import { DevServer } from "../../../components/dev/servers";
import { RemoteKind } from "../../../components/remotes";
import { LoginMethod } from "../../../components/vault/login";
import { imageNames } from "../../../settings/parts";
import { collected, Collecting } from "./collected";
import { label } from "./labels";
import { nodeExporter, pods } from "./pods";
import { remotes } from "./remotes";
import { sendingKeys, withoutOthersChart } from "./sending";
import { remoteSecrets, sources, withExistingSecrets } from "./sources";
import { asMounted, esoLogin, externalStore, externalVault, ownersLogin } from "./vault";

/** A stack's configuration by key, as its file has it. */
export type Configuration = Record<string, unknown>;

/** In every secret, so that it is found wherever one should not be. */
export const secretMarker = "hunter2";

const secret = fc.stringMatching(/^[!-~]{0,10}$/).map((text) => `${secretMarker}${text}`);
/** Below no folder of the node's system. */
const path = fc.stringMatching(/^\/x(\/\.?[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}){1,3}$/);
const image = fc
    .tuple(
        fc.constantFrom("", "ghcr.io/", "r.example:5000/a/"),
        fc.constantFrom("alloy", "team/alloy"),
        fc.constantFrom("", ":v1.2", ":0", `:v1.2@sha256:${"0a".repeat(32)}`),
    )
    .map((parts) => parts.join(""));

const chart = fc.record(
    {
        chart: fc.constantFrom("alloy", "oci://r.example/charts/alloy", "/charts/alloy"),
        version: fc.constantFrom("1.2.3", ">=1"),
        repository: fc.constant("https://charts.example"),
    },
    { requiredKeys: ["chart"] },
);

const optional = { requiredKeys: [] };

/** One in so many has it. */
const oneIn = <T>(number: number, arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: number - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const installation = fc.constantFrom("install", "existing", "auto");

/** Every key that needs no other. */
const independent = {
    agent: fc.boolean(),
    ...sendingKeys,
    monitorBlockNode: fc.boolean(),
    monitoringCrds: installation,
    externalSecrets: installation,
    checkKubeletCertificates: fc.boolean(),
    storagePath: path,
    ...pods,
    kubeconfig: path,
    context: label,
    nodeIp: fc.ipV4(),
    charts: fc.record({ externalSecrets: chart, alloy: chart, monitoringCrds: chart }, optional),
    images: fc.record(Object.fromEntries(imageNames.map((one) => [one, image])), optional),
    imageMirror: fc.constantFrom("r.example", "r.example:5000/mirror"),
    imagePullSecrets: fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,10}$/), { maxLength: 2 }),
};

/** No more than one server of logs: both have the same port. */
const someServers = fc
    .uniqueArray(fc.constantFrom(...Object.values(DevServer)))
    .filter((servers) => !(servers.includes(DevServer.Loki) && servers.includes(DevServer.VictoriaLogs)));

/** What a dev stack says of what it runs in Docker. A password of Loki's is for nothing without it. */
const devEnvironment = fc
    .record(
        {
            devServers: someServers,
            previousLogsPassword: secret,
            devVaultToken: secret,
            devListenAddresses: fc.uniqueArray(fc.ipV4(), { maxLength: 2 }),
        },
        optional,
    )
    .map(({ previousLogsPassword, ...rest }) =>
        rest.devServers?.includes(DevServer.Loki) === false ? rest : { ...rest, previousLogsPassword },
    );

/** A server that answers queries. */
const queryServer = fc.record(
    {
        url: fc.constantFrom("https://p.example.com", "http://10.0.0.9:9090/prefix"),
        username: label,
        password: secret,
        bearerToken: secret,
        tenant: label,
    },
    { requiredKeys: ["url"] },
);

const verify = fc.record({ prometheus: queryServer, loki: queryServer }, optional);

/** A login for the registry of images, with its password. */
const registry = fc
    .tuple(fc.record({ server: fc.constant("r.example:5000"), username: label }), secret)
    .map(([imageRegistryLogin, imageRegistryPassword]) => ({ imageRegistryLogin, imageRegistryPassword }));

/** A Vault, or a store with or without one behind it, and the login to it, where this stack has to do with that. */
const vaultAndLogin = fc
    .record({
        dev: fc.option(fc.boolean(), { nil: undefined }),
        vault: externalVault,
        store: oneIn(6, externalStore),
        login: esoLogin,
        owners: oneIn(2, ownersLogin),
        esoPassword: secret,
        esoSecretId: secret,
    })
    .map(({ dev, vault, store, login: own, owners, esoPassword, esoSecretId }) => {
        if (!dev && store)
            return { dev, isStore: true, isUnwritable: !("vaultAddress" in store), keys: store };
        const { esoLoginCreateMount, ...others } = vault;
        const login = dev || esoLoginCreateMount ? own : (owners ?? asMounted(own));
        const { esoLogin: method = LoginMethod.UserPass } = login as { esoLogin?: LoginMethod };
        const isUnwritable = !dev && vault.vaultReadOnly === true;
        return {
            dev,
            isStore: false,
            isUnwritable,
            keys: {
                ...(!dev && others),
                ...(!dev && owners === undefined && { esoLoginCreateMount }),
                ...(!dev && owners !== undefined && esoLoginCreateMount && { esoLoginCreateMount }),
                ...login,
                ...(!dev && method === LoginMethod.UserPass && { esoPassword }),
                ...(method === LoginMethod.AppRole && { esoSecretId }),
            },
        };
    });

/** A configuration with which a stack can be deployed. */
export const validConfiguration: fc.Arbitrary<Configuration> = fc
    .record({
        clusterName: fc
            .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)
            .filter((name) => !name.includes("..")),
        access: vaultAndLogin,
        metrics: fc.option(remotes(RemoteKind.Prometheus), { nil: undefined }),
        logs: fc.option(remotes(RemoteKind.Loki), { nil: undefined }),
        exporter: nodeExporter,
        environment: devEnvironment,
        asked: oneIn(3, verify),
        login: oneIn(4, registry),
        from: sources,
        secrets: fc.infiniteStream(secret),
        collecting: collected,
        rest: fc.record(independent, optional),
    })
    .map(({ clusterName, access, metrics, logs, exporter, secrets, rest, ...parts }) => {
        const { environment, asked, login, from, collecting } = parts;
        const { dev, isUnwritable, keys } = access;
        const next = () => String(secrets.next().value);
        const all = withExistingSecrets([...(metrics ?? []), ...(logs ?? [])], from);
        const entriesOf = (kind: RemoteKind) =>
            all.filter((one) => one.kind === kind).map(({ entry }) => entry);
        return withoutUndefined({
            clusterName,
            dev,
            prometheusRemotes: metrics && entriesOf(RemoteKind.Prometheus),
            lokiRemotes: logs && entriesOf(RemoteKind.Loki),
            ...remoteSecrets(all, from, isUnwritable, next),
            ...keys,
            ...(dev ? environment : { verify: asked }),
            ...exporter,
            ...login,
            ...fitting(collecting, exporter),
            ...withoutOthersChart(rest),
        });
    });

/** An existing node exporter's monitor has an interval of its own. */
function fitting({ modules, ...rest }: Collecting, exporter: Configuration): Configuration {
    const isOthers = exporter.nodeExporter === "existing" && modules?.nodeExporter !== undefined;
    const { interval, ...others } = modules?.nodeExporter ?? {};
    return { ...rest, modules: isOthers ? { ...modules, nodeExporter: others } : modules };
}

/** Values as Pulumi hands them out. */
export function asGiven(configuration: Configuration): Record<string, string> {
    return Object.fromEntries(
        Object.entries(configuration).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

function withoutUndefined(values: Configuration): Configuration {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
