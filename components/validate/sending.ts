import { AlloyStackArgs } from "../args";
import { Remote, RemoteKind } from "../remotes";
import { isObject } from "../chartValues";
import { needsExperimental, OAuth2Args, QueueArgs, SigV4Args } from "../sending";
import { certificateProblem } from "./certificates";
import { Found, Problem, shown } from "./problem";
import { isSecretName } from "./secretNames";
import { urlProblem } from "./url";

/** What is wrong with how a remote is sent to, in words that follow "the remote". */
export function sendingProblems(remote: Remote): Found[] {
    const { kind, queue = {}, oauth2, sigv4 } = remote;
    return [
        ...(kind === RemoteKind.Loki ? onlyPrometheus(remote) : []),
        ...queueProblems(kind, queue),
        ...(oauth2 ? oauth2Problems(oauth2) : []),
        ...(sigv4 ? sigv4Problems(sigv4) : []),
        ...(remote.remoteWriteVersion === undefined || [1, 2].includes(remote.remoteWriteVersion)
            ? []
            : [
                  {
                      found: `has the remoteWriteVersion ${String(remote.remoteWriteVersion)}`,
                      expected: "1 or 2",
                  },
              ]),
    ];
}

/** What is wrong with how long metrics are kept. */
export function walProblems({ wal = {} }: AlloyStackArgs): Problem[] {
    const wrong = durationFields(wal).map(([field, value]) => ({
        path: `wal.${field}`,
        found: `is ${shown(value)}`,
        expected: durationRule,
    }));
    if (wrong.length > 0) return wrong;
    const { minKeepalive: least = "5m", maxKeepalive: most = "8h" } = wal;
    return secondsOf(least) <= secondsOf(most)
        ? []
        : [
              {
                  path: "wal",
                  found: `keeps samples for ${least} at least and ${most} at most`,
                  expected: "a minKeepalive that is not above maxKeepalive",
              },
          ];
}

/** A level of stability that forbids what a remote asks for: no agent would start. */
export function stabilityProblems({ agentValues = {} }: AlloyStackArgs, remotes: Remote[]): Problem[] {
    const { alloy } = agentValues;
    const level = isObject(alloy) ? alloy.stabilityLevel : undefined;
    if (level === undefined || level === "experimental" || !needsExperimental(remotes)) return [];
    return [
        {
            path: "agentValues.alloy.stabilityLevel",
            found: `is ${shown(level)}, and a remote has remoteWriteVersion 2`,
            expected: '"experimental", or nothing',
        },
    ];
}

function onlyPrometheus({ sigv4, remoteWriteVersion, sendNativeHistograms }: Remote): Found[] {
    return Object.entries({ sigv4, remoteWriteVersion, sendNativeHistograms })
        .filter(([, value]) => value !== undefined)
        .map(([field]) => ({ found: `has ${field}`, expected: "none of that for logs" }));
}

/** Which kind of remote knows what of a queue; what is not named here both do. */
const kindOf: Partial<Record<keyof QueueArgs, RemoteKind>> = {
    capacity: RemoteKind.Prometheus,
    maxShards: RemoteKind.Prometheus,
    minShards: RemoteKind.Prometheus,
    maxSamplesPerSend: RemoteKind.Prometheus,
    batchSendDeadline: RemoteKind.Prometheus,
    sampleAgeLimit: RemoteKind.Prometheus,
    batchSize: RemoteKind.Loki,
    batchWait: RemoteKind.Loki,
    maxRetries: RemoteKind.Loki,
};

function queueProblems(kind: RemoteKind, queue: QueueArgs): Found[] {
    const fields = Object.keys(kindOf) as (keyof QueueArgs)[];
    const foreign = fields.filter((field) => queue[field] !== undefined && kindOf[field] !== kind);
    const { capacity, maxShards, minShards, maxSamplesPerSend, maxRetries, batchSize, ...durations } = queue;
    const counts = { capacity, maxShards, minShards, maxSamplesPerSend };
    const wrong: Found[] = [
        ...foreign.map((field) => ({
            found: `has ${field} in its queue`,
            expected: `fields of a ${kind} remote's: ${fields.filter((one) => kindOf[one] === kind).join(", ")}, minBackoff, maxBackoff`,
        })),
        ...Object.entries(counts).flatMap(([field, value]) =>
            value === undefined || isCount(value, 1)
                ? []
                : [
                      {
                          found: `has the ${field} ${String(value)} in its queue`,
                          expected: "a number from 1 on",
                      },
                  ],
        ),
        ...(maxRetries === undefined || isCount(maxRetries, 0)
            ? []
            : [
                  {
                      found: `has the maxRetries ${String(maxRetries)} in its queue`,
                      expected: "a number, 0 for no end",
                  },
              ]),
        ...(batchSize === undefined || /^[1-9]\d{0,8}(B|KiB|MiB)$/.test(batchSize)
            ? []
            : [
                  {
                      found: `has the batchSize ${shown(batchSize)} in its queue`,
                      expected: 'a size such as "512KiB" or "1MiB"',
                  },
              ]),
        ...durationFields(durations).map(([field, value]) => ({
            found: `has the ${field} ${shown(value)} in its queue`,
            expected: durationRule,
        })),
    ];
    return wrong.length > 0 ? wrong : ranges(kind, queue);
}

/** Bounds that exclude each other, with Alloy's own where one is not given. */
function ranges(
    kind: RemoteKind,
    { minShards = 1, maxShards = 50, minBackoff, maxBackoff }: QueueArgs,
): Found[] {
    const [least, most] = kind === RemoteKind.Loki ? ["500ms", "5m"] : ["30ms", "5s"];
    const [first, last] = [minBackoff ?? least, maxBackoff ?? most];
    return [
        ...(minShards > maxShards
            ? [
                  {
                      found: `has ${minShards} shards at least in its queue and ${maxShards} at most`,
                      expected: "a minShards that is not above maxShards",
                  },
              ]
            : []),
        ...(secondsOf(first) > secondsOf(last)
            ? [
                  {
                      found: `waits ${first} at least before it sends again and ${last} at most`,
                      expected: "a minBackoff that is not above maxBackoff",
                  },
              ]
            : []),
    ];
}

function oauth2Problems({ clientId, tokenUrl, scopes = [], endpointParams = {}, ca }: OAuth2Args): Found[] {
    const url = urlProblem(tokenUrl);
    const authority = ca === undefined ? undefined : certificateProblem(ca);
    const secret = Object.keys(endpointParams).find(isSecretName);
    return [
        ...(isLine(clientId)
            ? []
            : [{ found: "has an oauth2 without a clientId", expected: "the client's id, one line" }]),
        ...(url
            ? [
                  {
                      found: `has a tokenUrl in oauth2 that ${url.found}`,
                      expected: 'such as "https://login.example.com/oauth2/token"',
                  },
              ]
            : []),
        ...(scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))
            ? []
            : [
                  {
                      found: "has a scope in oauth2 that is none",
                      expected: "each scope by itself, without spaces",
                  },
              ]),
        ...(secret === undefined
            ? []
            : [
                  {
                      found: `has "${secret}" in oauth2's endpointParams, which everybody can read`,
                      expected: "the client's secret alone, which is kept in Vault",
                  },
              ]),
        ...(authority
            ? [{ found: `has a ca in oauth2 that ${authority}`, expected: "certificates in PEM form" }]
            : []),
    ];
}

function sigv4Problems({ region, roleArn, ...texts }: SigV4Args): Found[] {
    return [
        ...(/^[a-z]{2}(-[a-z0-9]+)+$/.test(region)
            ? []
            : [
                  {
                      found: `has the region ${shown(region)} in sigv4`,
                      expected: 'a region such as "eu-west-1": agents without one do not start',
                  },
              ]),
        ...(roleArn === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(roleArn)
            ? []
            : [
                  {
                      found: `has the roleArn ${shown(roleArn)} in sigv4`,
                      expected: 'a role such as "arn:aws:iam::123456789012:role/metrics"',
                  },
              ]),
        ...(texts.externalId !== undefined && roleArn === undefined
            ? [
                  {
                      found: "has an externalId and no roleArn in sigv4",
                      expected: "both: agents with one that is for no role do not start",
                  },
              ]
            : []),
        ...Object.entries(texts).flatMap(([field, value]) =>
            isLine(value)
                ? []
                : [{ found: `has the ${field} ${shown(value)} in sigv4`, expected: "one line of text" }],
        ),
    ];
}

const durationRule = 'a duration as Go writes it, such as "250ms", "5s" or "1m30s"';

/** Those of an object's texts that are no durations. */
function durationFields(values: object): [field: string, value: unknown][] {
    return Object.entries(values).filter(
        ([, value]) => value !== undefined && !(typeof value === "string" && secondsOf(value) > 0),
    );
}

/** A duration's length; 0 if it is none. */
function secondsOf(duration: string): number {
    if (!/^(\d{1,9}(\.\d{1,9})?(ms|s|m|h))+$/.test(duration)) return 0;
    const factors: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
    return [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
        (sum, [, amount, unit]) => sum + Number(amount) * (factors[unit ?? ""] ?? 0),
        0,
    );
}

function isCount(value: number, least: number): boolean {
    return Number.isInteger(value) && value >= least && value <= 2 ** 31 - 1;
}

function isLine(text: string): boolean {
    return /^[^\p{C}]{1,255}$/u.test(text);
}
