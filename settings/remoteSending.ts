import { z } from "zod";

const duration = z.string();

/** How a remote is sent to, as its object has it. What depends on its kind is checked with the args. */
export const sendingFields = {
    queue: z
        .strictObject({
            capacity: z
                .int()
                .optional()
                .describe(
                    "Sets how many samples each shard keeps in memory. Prometheus only. Default: 10000.",
                ),
            maxShards: z
                .int()
                .optional()
                .describe("Limits the connections that send at the same time. Prometheus only. Default: 50."),
            minShards: z
                .int()
                .optional()
                .describe("Sets the least number of connections that send. Prometheus only. Default: 1."),
            maxSamplesPerSend: z
                .int()
                .optional()
                .describe("Limits the samples in a request. Prometheus only. Default: 2000."),
            batchSendDeadline: duration
                .optional()
                .describe(
                    "Limits how long samples wait for a request to fill. Prometheus only. Default: 5s.",
                ),
            sampleAgeLimit: duration
                .optional()
                .describe(
                    "Drops samples that are older, so that the newest arrive first after a long outage. Prometheus only. Default: drops none.",
                ),
            batchSize: z
                .string()
                .optional()
                .describe("Limits the size of the lines in a request. Loki only. Default: 1MiB."),
            batchWait: duration
                .optional()
                .describe("Limits how long lines wait for a request to fill. Loki only. Default: 1s."),
            maxRetries: z
                .int()
                .optional()
                .describe(
                    "Sets how often a request is sent again before its lines are dropped. Loki only. Default: 10; 0 repeats for ever.",
                ),
            minBackoff: duration
                .optional()
                .describe(
                    "Sets the wait before a request is sent again for the first time. Default: 30ms, 500ms for Loki.",
                ),
            maxBackoff: duration
                .optional()
                .describe("Limits the wait before a request is sent again. Default: 5s, 5m for Loki."),
        })
        .optional()
        .describe(
            "Sets how much the agents' queue for the remote holds, and when it sends. Default: Alloy's own values.",
        ),
    oauth2: z
        .strictObject({
            clientId: z.string().describe("Sets the client's id."),
            tokenUrl: z.string().describe("Sets the address that gives out tokens."),
            scopes: z.array(z.string()).optional().describe("Lists the scopes of the token."),
            endpointParams: z
                .record(z.string(), z.string())
                .optional()
                .describe(
                    "Adds parameters to the request for a token. Everybody who may read the ConfigMap can read them.",
                ),
            ca: z
                .string()
                .optional()
                .describe("Gives the certificate authorities of the token server, as PEM."),
        })
        .optional()
        .describe(
            'Logs in with a token that another server gives out (OAuth 2, client credentials); the client\'s secret is `remotePasswords["<kind>/<name>"]`. Not beside username or bearerToken.',
        ),
    sigv4: z
        .strictObject({
            region: z.string().describe("Sets the AWS region."),
            roleArn: z.string().optional().describe("Names a role to assume."),
            externalId: z
                .string()
                .optional()
                .describe("Sets the external id that the role's owners require. Only with roleArn."),
            serviceName: z
                .string()
                .optional()
                .describe('Names the service that takes the metrics. Default: "aps".'),
        })
        .optional()
        .describe(
            "Signs requests for AWS (SigV4), with the keys of the agents' service account: IRSA (agentServiceAccountAnnotations) or EKS Pod Identity. Agents that have no keys do not start. Prometheus only.",
        ),
    remoteWriteVersion: z
        .union([z.literal(1), z.literal(2)])
        .optional()
        .describe(
            "Sets the version of Prometheus' remote write protocol. 2 is experimental in Alloy, and a change to it replaces the pods. Prometheus only. Default: 1.",
        ),
    sendNativeHistograms: z
        .boolean()
        .optional()
        .describe(
            "Sends native histograms as such, to a server that takes them. Prometheus only. Default: false.",
        ),
};

/** An example of each, as a message writes it. */
export const sendingExamples: Record<string, string> = {
    queue: "queue: { maxShards: 10 }",
    oauth2: "oauth2: { clientId: ID, tokenUrl: https://HOST/PATH }",
    sigv4: "sigv4: { region: eu-west-1 }",
    remoteWriteVersion: "remoteWriteVersion: 2",
    sendNativeHistograms: "sendNativeHistograms: true",
};
