import { z } from "zod";

const duration = z.string();

/** How a remote is sent to, as its object has it. What depends on its kind is checked with the args. */
export const sendingFields = {
    queue: z
        .strictObject({
            capacity: z
                .int()
                .optional()
                .describe("Samples that each shard keeps in memory. Prometheus only. 10000 if not given."),
            maxShards: z
                .int()
                .optional()
                .describe("Connections that send at a time, at most. Prometheus only. 50 if not given."),
            minShards: z
                .int()
                .optional()
                .describe("Connections that send at a time, at least. Prometheus only. 1 if not given."),
            maxSamplesPerSend: z
                .int()
                .optional()
                .describe("Samples in a request, at most. Prometheus only. 2000 if not given."),
            batchSendDeadline: duration
                .optional()
                .describe("How long samples wait for a request to fill. Prometheus only. 5s if not given."),
            sampleAgeLimit: duration
                .optional()
                .describe(
                    "Samples that are older are thrown away, so that after a long outage the newest arrive first. Prometheus only. None if not given.",
                ),
            batchSize: z
                .string()
                .optional()
                .describe("Size of the lines in a request, at most. Loki only. 1MiB if not given."),
            batchWait: duration
                .optional()
                .describe("How long lines wait for a request to fill. Loki only. 1s if not given."),
            maxRetries: z
                .int()
                .optional()
                .describe(
                    "How often a request is sent again before its lines are thrown away. Loki only. 10 if not given; 0 is for ever.",
                ),
            minBackoff: duration
                .optional()
                .describe(
                    "How long to wait before a request is sent again the first time. 30ms if not given, 500ms for Loki.",
                ),
            maxBackoff: duration
                .optional()
                .describe(
                    "How long to wait before a request is sent again, at most. 5s if not given, 5m for Loki.",
                ),
        })
        .optional()
        .describe(
            "How much the agents' queue for the remote holds, and when it sends. Alloy's own if not given.",
        ),
    oauth2: z
        .strictObject({
            clientId: z.string().describe("The client's id."),
            tokenUrl: z.string().describe("Where tokens are had."),
            scopes: z.array(z.string()).optional().describe("What the token is to be for."),
            endpointParams: z
                .record(z.string(), z.string())
                .optional()
                .describe("More parameters of the request for a token. Their values are readable."),
            ca: z
                .string()
                .optional()
                .describe("Certificate authorities that vouch for the tokens' server, as PEM."),
        })
        .optional()
        .describe(
            'A login with a token that another server gives out (OAuth 2, client credentials); the client\'s secret is `remotePasswords["<kind>/<name>"]`. Not beside username or bearerToken.',
        ),
    sigv4: z
        .strictObject({
            region: z.string().describe("The AWS region."),
            roleArn: z.string().optional().describe("A role to take on."),
            externalId: z.string().optional().describe("What that role's owners ask for. Only with roleArn."),
            serviceName: z
                .string()
                .optional()
                .describe('The service that takes the metrics. "aps" if not given.'),
        })
        .optional()
        .describe(
            "Sign requests as AWS wants it, with the keys of the agents' service account: IRSA (agentServiceAccountAnnotations) or EKS Pod Identity. Agents that have no keys do not start. Prometheus only.",
        ),
    remoteWriteVersion: z
        .union([z.literal(1), z.literal(2)])
        .optional()
        .describe(
            "The version of Prometheus' remote write protocol. 1 if not given; 2 is experimental in Alloy, and a change to it replaces the pods. Prometheus only.",
        ),
    sendNativeHistograms: z
        .boolean()
        .optional()
        .describe("true to send native histograms as such, to a server that takes them. Prometheus only."),
};

/** An example of each, as a message writes it. */
export const sendingExamples: Record<string, string> = {
    queue: "queue: { maxShards: 10 }",
    oauth2: "oauth2: { clientId: ID, tokenUrl: https://HOST/PATH }",
    sigv4: "sigv4: { region: eu-west-1 }",
    remoteWriteVersion: "remoteWriteVersion: 2",
    sendNativeHistograms: "sendNativeHistograms: true",
};
