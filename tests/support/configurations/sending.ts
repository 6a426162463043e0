import * as fc from "fast-check";

import { RemoteKind } from "../../../components/remotes";
import { certificate } from "../certificate";
import { label } from "./labels";

const optional = { requiredKeys: [] };
const labels = fc.dictionary(
    label.map((name) => `x.example/${name}`),
    label,
    { maxKeys: 2 },
);
const count = fc.integer({ min: 1, max: 10_000 });
const short = fc.constantFrom("10ms", "250ms", "1s");
const long = fc.constantFrom("10m", "1h30m", "2h");

const backoff = { minBackoff: short, maxBackoff: long };
const queues = {
    [RemoteKind.Prometheus]: fc.record(
        {
            capacity: count,
            maxShards: fc.integer({ min: 10, max: 200 }),
            minShards: fc.integer({ min: 1, max: 10 }),
            maxSamplesPerSend: count,
            batchSendDeadline: short,
            sampleAgeLimit: long,
            ...backoff,
        },
        optional,
    ),
    [RemoteKind.Loki]: fc.record(
        {
            batchSize: fc.constantFrom("512KiB", "1MiB"),
            batchWait: short,
            maxRetries: fc.nat(20),
            ...backoff,
        },
        optional,
    ),
};

const oauth2 = fc.record(
    {
        clientId: label,
        tokenUrl: fc.constantFrom("https://login.example.com/token", "http://10.0.0.9/token?x=1"),
        scopes: fc.array(label, { maxLength: 2 }),
        endpointParams: fc.dictionary(fc.constantFrom("audience", "resource"), fc.string({ maxLength: 10 })),
        ca: fc.constant(certificate),
    },
    { requiredKeys: ["clientId", "tokenUrl"] },
);

/** The id is the role's owners'. */
const sigv4 = fc
    .record(
        {
            region: fc.constantFrom("eu-west-1", "us-gov-west-1"),
            roleArn: fc.constant("arn:aws:iam::123456789012:role/a/b"),
            externalId: label,
            serviceName: label,
        },
        { requiredKeys: ["region"] },
    )
    .map(({ externalId, ...rest }) => ({
        ...rest,
        ...(rest.roleArn !== undefined && externalId !== undefined && { externalId }),
    }));

/** How a remote is sent to, as its object says it. */
export interface GivenSending {
    queue?: object;
    oauth2?: object;
    sigv4?: object;
    remoteWriteVersion?: number;
    sendNativeHistograms?: boolean;
}

/** How remotes of a kind are sent to. No two logins. */
export function sendingOf(kind: RemoteKind): fc.Arbitrary<GivenSending> {
    const isLoki = kind === RemoteKind.Loki;
    const login = fc.oneof(
        fc.constant({}),
        oauth2.map((given) => ({ oauth2: given })),
        ...(isLoki ? [] : [sigv4.map((given) => ({ sigv4: given }))]),
    );
    const rest = {
        queue: queues[kind],
        ...(!isLoki && {
            remoteWriteVersion: fc.constantFrom(1, 2),
            sendNativeHistograms: fc.boolean(),
        }),
    };
    return fc
        .tuple(login, fc.record<GivenSending>(rest, optional))
        .map(([one, more]) => ({ ...one, ...more }));
}

/** The keys about what users add, how agents send and how pods are labelled. They need no other key. */
export const sendingKeys = {
    // Found from the repository's folder, in which tests run.
    extraModules: fc.constantFrom([], ["tests/support/modules/app.alloy"]),
    agentValues: fc.constantFrom(
        {},
        { alloy: { extraEnv: [{ name: "TZ", value: "UTC" }], stabilityLevel: "experimental" } },
    ),
    externalSecretsValues: fc.constantFrom({}, { replicaCount: 2, leaderElect: true }),
    wal: fc.record(
        { truncateFrequency: long, minKeepalive: fc.constantFrom("1m", "90s"), maxKeepalive: long },
        optional,
    ),
    agentProxy: fc.record(
        {
            url: fc.constant("http://proxy.example.com:3128"),
            noProxy: fc.array(fc.constantFrom("10.0.0.0/8", ".example.com"), { maxLength: 2 }),
        },
        { requiredKeys: ["url"] },
    ),
    podLabels: labels,
    podAnnotations: labels,
    maxUnavailable: fc.constantFrom("1", "25%", "100%"),
    agentServiceAccountAnnotations: labels,
};

/** Without values for a chart that the stack does not install. */
export function withoutOthersChart<T extends Record<string, unknown>>(configuration: T): T {
    if (configuration.externalSecrets !== "existing") return configuration;
    const { externalSecretsValues, ...rest } = configuration;
    return rest as T;
}
