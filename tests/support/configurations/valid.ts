import * as fc from "fast-check";

import { DevServer } from "../../../components/dev/servers";
import { RemoteKind } from "../../../components/remotes";
import { LoginMethod } from "../../../components/vault/login";
import { imageNames } from "../../../settings/parts";
import { collected, Collecting } from "./collected";
import { remotes } from "./remotes";
import { remoteSecrets, sources } from "./sources";
import { asMounted, esoLogin, externalVault } from "./vault";

/** A stack's configuration by key, as its file has it. */
export type Configuration = Record<string, unknown>;

/** In every secret, so that it is found wherever one should not be. */
export const secretMarker = "hunter2";

const secret = fc.stringMatching(/^[!-~]{0,10}$/).map((text) => `${secretMarker}${text}`);
const path = fc.stringMatching(/^(\/\.?[A-Za-z0-9_-][A-Za-z0-9._-]{0,9}){1,3}$/);
const label = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,10}[A-Za-z0-9])?$/);
const image = fc
    .tuple(
        fc.constantFrom("", "ghcr.io/", "r.example:5000/a/"),
        fc.constantFrom("alloy", "team/alloy"),
        fc.constantFrom("", ":v1.2", ":latest"),
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

const agentResources = fc.record(
    {
        requests: fc.record(
            { cpu: fc.constantFrom("50m", "1", "0.5"), memory: fc.constantFrom("64Mi", "200M") },
            optional,
        ),
        limits: fc.record(
            { cpu: fc.constantFrom("2", "500m"), memory: fc.constantFrom("1Gi", "2G", "300Mi") },
            optional,
        ),
    },
    optional,
);

const toleration = fc.record(
    {
        key: label,
        operator: fc.constantFrom("Exists", "Equal"),
        value: label,
        effect: fc.constantFrom("NoSchedule", "PreferNoSchedule", "NoExecute"),
        tolerationSeconds: fc.integer({ min: 0, max: 3600 }),
    },
    optional,
);

const namespace = (prefix: string) =>
    fc.stringMatching(/^[a-z0-9]{1,10}$/).map((text) => `${prefix}-${text}`);
const installOrExisting = fc.constantFrom("install", "existing");

/** A node exporter of our own, or one that is there and has to be found. */
const nodeExporter = fc.oneof(
    fc.constantFrom({}, { nodeExporter: "install" }),
    fc.record(
        {
            nodeExporter: fc.constant("existing"),
            nodeExporterNamespaces: fc.uniqueArray(namespace("x"), { minLength: 1, maxLength: 2 }),
            nodeExporterSelector: fc.dictionary(label, label, { maxKeys: 2 }),
        },
        { requiredKeys: ["nodeExporter", "nodeExporterNamespaces"] },
    ),
);

/** Every key that needs no other. */
const independent = {
    agent: fc.boolean(),
    monitorBlockNode: fc.boolean(),
    monitoringCrds: installOrExisting,
    externalSecrets: installOrExisting,
    checkKubeletCertificates: fc.boolean(),
    storagePath: path,
    agentResources,
    tolerations: fc.array(toleration, { maxLength: 2 }),
    namespaces: fc.record(
        { agent: namespace("a"), externalSecrets: namespace("e"), nodeExporter: namespace("n") },
        optional,
    ),
    namespaceLabels: fc.dictionary(label, label, { maxKeys: 2 }),
    rolloutTimeout: fc.integer({ min: 30, max: 3600 }),
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
    .record({ devServers: someServers, previousLogsPassword: secret, devVaultToken: secret }, optional)
    .map(({ previousLogsPassword, ...rest }) =>
        rest.devServers?.includes(DevServer.Loki) === false ? rest : { ...rest, previousLogsPassword },
    );

/** A configuration with which a stack can be deployed. */
export const validConfiguration: fc.Arbitrary<Configuration> = fc
    .record({
        clusterName: fc
            .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)
            .filter((name) => !name.includes("..")),
        dev: fc.option(fc.boolean(), { nil: undefined }),
        metrics: fc.option(remotes(RemoteKind.Prometheus), { nil: undefined }),
        logs: fc.option(remotes(RemoteKind.Loki), { nil: undefined }),
        exporter: nodeExporter,
        environment: devEnvironment,
        external: externalVault,
        login: esoLogin,
        from: sources,
        secrets: fc.infiniteStream(secret),
        collecting: collected,
        rest: fc.record(independent, optional),
    })
    .map(({ clusterName, dev, metrics, logs, exporter, secrets, rest, ...parts }) => {
        const { environment, external, login, from, collecting } = parts;
        const all = [...(metrics ?? []), ...(logs ?? [])];
        const next = () => String(secrets.next().value);
        const isReadOnly = !dev && external.vaultReadOnly === true;
        const hasPassword = !dev && login.esoLogin !== LoginMethod.Kubernetes;
        return withoutUndefined({
            clusterName,
            dev,
            prometheusRemotes: metrics?.map(({ entry }) => entry),
            lokiRemotes: logs?.map(({ entry }) => entry),
            ...remoteSecrets(all, from, isReadOnly, next),
            ...(dev ? environment : external),
            ...(dev || external.esoLoginCreateMount ? login : asMounted(login)),
            ...(hasPassword && { esoPassword: next() }),
            ...exporter,
            ...fitting(collecting, exporter),
            ...rest,
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
