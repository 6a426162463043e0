import * as pulumi from "@pulumi/pulumi";

/**
 * How much a remote's queue holds, and when it sends. Durations are as Go writes them: "250ms", "5s", "1m30s". Defaults are
 * Alloy's own. A change updates the agent's configuration, without a restart.
 */
export interface QueueArgs {
    /** Samples that each shard keeps in memory. Prometheus only. Defaults to 10000. */
    capacity?: number;
    /** Connections that send at a time, at most. Prometheus only. Defaults to 50. */
    maxShards?: number;
    /** Connections that send at a time, at least. Prometheus only. Defaults to 1. */
    minShards?: number;
    /** Samples in a request, at most. Prometheus only. Defaults to 2000. */
    maxSamplesPerSend?: number;
    /** How long samples wait for a request to fill. Prometheus only. Defaults to "5s". */
    batchSendDeadline?: string;
    /** Samples that are older are thrown away: after a long outage the newest arrive first then. Prometheus only. Defaults to none. */
    sampleAgeLimit?: string;
    /** Bytes of lines in a request, at most. Loki only. Defaults to "1MiB". */
    batchSize?: string;
    /** How long lines wait for a request to fill. Loki only. Defaults to "1s". */
    batchWait?: string;
    /** How often a request is sent again before its lines are thrown away. Loki only. Defaults to 10; 0 is for ever. */
    maxRetries?: number;
    /** How long to wait before a request is sent again the first time. Defaults to "30ms", and "500ms" for Loki. */
    minBackoff?: string;
    /** How long to wait before a request is sent again, at most. Defaults to "5s", and "5m" for Loki. */
    maxBackoff?: string;
}

/** A login with a token that another server gives out for a client's id and secret (OAuth 2, client credentials). */
export interface OAuth2Args {
    clientId: string;
    /** Where tokens are had. Example: "https://login.example.com/oauth2/token". */
    tokenUrl: string;
    /** What the token is to be for. Defaults to what that server gives. */
    scopes?: string[];
    /** More parameters of the request for a token, which everybody may read. Example: { audience: "metrics" }. */
    endpointParams?: Record<string, string>;
    /** The certificate authorities that vouch for that server, as PEM. Defaults to those that the agent's image knows. */
    ca?: string;
}

/**
 * Requests that are signed as AWS wants it (Signature Version 4). The keys are those of the agents' service account (IRSA, EKS Pod
 * Identity), never given here. Agents that have none do not start.
 */
export interface SigV4Args {
    /** Example: "eu-west-1". */
    region: string;
    /** A role to take on with these keys. Defaults to none. Example: "arn:aws:iam::123456789012:role/metrics". */
    roleArn?: string;
    /** What that role's owners ask for. Only with roleArn. Defaults to none. */
    externalId?: string;
    /** The service that takes the metrics. Defaults to "aps". */
    serviceName?: string;
}

/** How a remote is sent to, beside its address and the logins that every remote may have. */
export interface SendingArgs {
    /** How much the remote's queue holds, and when it sends. */
    queue?: QueueArgs;
    /** Log in with a token that another server gives out. Its client's secret is kept in Vault. Defaults to none. */
    oauth2?: OAuth2Args;
    /** The secret of oauth2's client. A change is one more version of the Vault entry. */
    clientSecret?: pulumi.Input<string>;
    /** Sign requests as AWS wants it. Prometheus only. Defaults to none. */
    sigv4?: SigV4Args;
    /**
     * The version of Prometheus' remote write protocol. Defaults to 1. With 2, which Alloy calls experimental, a change replaces
     * the pods: they are told to allow it.
     */
    remoteWriteVersion?: number;
    /** Send native histograms as such. Prometheus only. Defaults to false: a server that takes none would refuse all of a request. */
    sendNativeHistograms?: boolean;
}

/** How long what is collected is kept on a node's disk until all Prometheus remotes have it. Durations as in queues. */
export interface WalArgs {
    /** How often it is cleaned up. Defaults to "2h". */
    truncateFrequency?: string;
    /** Samples stay at least for that long. Defaults to "5m". */
    minKeepalive?: string;
    /** Samples go after that long, sent or not. Defaults to "8h". */
    maxKeepalive?: string;
}

/** Whether the agent has to be told to allow what Alloy 1.19 calls experimental. */
export function needsExperimental(remotes: Pick<SendingArgs, "remoteWriteVersion">[]): boolean {
    return remotes.some(({ remoteWriteVersion }) => remoteWriteVersion === 2);
}
