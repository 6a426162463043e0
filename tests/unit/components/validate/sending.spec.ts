import * as assert from "node:assert/strict";

import { AlloyStackArgs, RemoteArgs } from "../../../../components/index";
import { argsProblems } from "../../../../components/validate/args";

const vault = { address: "https://vault.example.com" };
const base: AlloyStackArgs = { clusterName: "c", vault, esoLogin: { password: "p" } };

function told(args: Partial<AlloyStackArgs>): string[] {
    return argsProblems({ ...base, ...args }).map(
        ({ path, found, expected }) => `${path}: ${found}; ${expected ?? ""}`,
    );
}

const metrics = (more: Partial<RemoteArgs>) => ({
    prometheusRemotes: [{ name: "r", url: "https://h/api/v1/write", ...more }],
});
const logs = (more: Partial<RemoteArgs>) => ({
    lokiRemotes: [{ name: "r", url: "https://h/loki/api/v1/push", ...more }],
});

const oauth2 = { clientId: "id", tokenUrl: "https://login.example.com/token" };
const sigv4 = { region: "eu-west-1" };
const role = { roleArn: "arn:aws:iam::123456789012:role/metrics", externalId: "id" };

describe("how a remote is sent to", () => {
    for (const [what, args] of [
        ["nothing", metrics({ queue: {} })],
        ["a queue of metrics", metrics({ queue: { capacity: 1, maxShards: 1, maxBackoff: "1m30s" } })],
        ["a queue of logs", logs({ queue: { batchSize: "512KiB", maxRetries: 0, minBackoff: "1.5s" } })],
        ["a client with its secret", logs({ oauth2, clientSecret: "s" })],
        ["requests that are signed", metrics({ sigv4 })],
        ["requests that are signed as a role of others", metrics({ sigv4: { ...sigv4, ...role } })],
        ["version 2 and native histograms", metrics({ remoteWriteVersion: 2, sendNativeHistograms: true })],
        ["a disk's limits", { wal: { minKeepalive: "1m", maxKeepalive: "30m" } }],
    ] as const) {
        it(`may have ${what}`, () => {
            assert.deepEqual(told(args), []);
        });
    }

    const who = 'prometheusRemotes[0]: the remote "r"';
    const duration = 'a duration as Go writes it, such as "250ms", "5s" or "1m30s"';
    for (const [args, problem] of [
        [
            metrics({ queue: { batchWait: "1s" } }),
            `${who} has batchWait in its queue; fields of a prometheus remote's: capacity, maxShards, minShards, maxSamplesPerSend, batchSendDeadline, sampleAgeLimit, minBackoff, maxBackoff`,
        ],
        [
            logs({ queue: { capacity: 1 } }),
            'lokiRemotes[0]: the remote "r" has capacity in its queue; fields of a loki remote\'s: batchSize, batchWait, maxRetries, minBackoff, maxBackoff',
        ],
        [metrics({ queue: { maxShards: 0 } }), `${who} has the maxShards 0 in its queue; a number from 1 on`],
        [
            metrics({ queue: { capacity: 1.5 } }),
            `${who} has the capacity 1.5 in its queue; a number from 1 on`,
        ],
        [metrics({ queue: { maxBackoff: "5" } }), `${who} has the maxBackoff "5" in its queue; ${duration}`],
        [
            metrics({ queue: { maxBackoff: "1d" } }),
            `${who} has the maxBackoff "1d" in its queue; ${duration}`,
        ],
        [
            metrics({ queue: { maxBackoff: "0s" } }),
            `${who} has the maxBackoff "0s" in its queue; ${duration}`,
        ],
        [
            metrics({ queue: { minShards: 60 } }),
            `${who} has 60 shards at least in its queue and 50 at most; a minShards that is not above maxShards`,
        ],
        [
            metrics({ queue: { minBackoff: "6s" } }),
            `${who} waits 6s at least before it sends again and 5s at most; a minBackoff that is not above maxBackoff`,
        ],
        [
            logs({ queue: { batchSize: "1 MB" } }),
            'lokiRemotes[0]: the remote "r" has the batchSize "1 MB" in its queue; a size such as "512KiB" or "1MiB"',
        ],
        [logs({ sigv4 }), 'lokiRemotes[0]: the remote "r" has sigv4; none of that for logs'],
        [
            metrics({ sigv4, username: "u" }),
            `${who} has sigv4 and username; one login: a username and a password, a bearerToken, oauth2, sigv4, or none`,
        ],
        [
            metrics({ sigv4: { region: "" } }),
            `${who} has the region "" in sigv4; a region such as "eu-west-1": agents without one do not start`,
        ],
        [
            metrics({ sigv4: { ...sigv4, roleArn: "metrics" } }),
            `${who} has the roleArn "metrics" in sigv4; a role such as "arn:aws:iam::123456789012:role/metrics"`,
        ],
        [
            metrics({ sigv4: { ...sigv4, externalId: "id" } }),
            `${who} has an externalId and no roleArn in sigv4; both: agents with one that is for no role do not start`,
        ],
        [
            metrics({ oauth2 }),
            "prometheusRemotes[0].clientSecret: is missing; the secret of the remote's OAuth 2 client",
        ],
        [
            metrics({ oauth2: { ...oauth2, tokenUrl: "login" }, clientSecret: "s" }),
            `${who} has a tokenUrl in oauth2 that has no http or https URL; such as "https://login.example.com/oauth2/token"`,
        ],
        [
            metrics({ oauth2: { ...oauth2, endpointParams: { password: "hunter2" } }, clientSecret: "s" }),
            `${who} has "password" in oauth2's endpointParams, which everybody can read; the client's secret alone, which is kept in Vault`,
        ],
        [{ wal: { maxKeepalive: "8" } }, `wal.maxKeepalive: is "8"; ${duration}`],
        [
            { wal: { maxKeepalive: "1m" } },
            "wal: keeps samples for 5m at least and 1m at most; a minKeepalive that is not above maxKeepalive",
        ],
        [
            {
                ...metrics({ remoteWriteVersion: 2 }),
                agentValues: { alloy: { stabilityLevel: "public-preview" } },
            },
            'agentValues.alloy.stabilityLevel: is "public-preview", and a remote has remoteWriteVersion 2; "experimental", or nothing',
        ],
    ] as const) {
        it(`is refused: ${problem.slice(0, 110)}`, () => {
            assert.deepEqual(told(args), [problem]);
            assert.doesNotMatch(problem, /hunter2/);
        });
    }
});
