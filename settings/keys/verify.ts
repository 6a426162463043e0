import { z } from "zod";

import { key } from "./key";

/** A server that answers queries, as this machine reaches it. */
const server = z.strictObject({
    url: z
        .url({ protocol: /^https?$/ })
        .describe("Sets its address, up to where /api/v1/query or /loki/api/v1/query_range begins."),
    username: z.string().optional().describe("Names the user. Default: no login."),
    password: z.string().optional().describe("Gives the password."),
    bearerToken: z.string().optional().describe("Gives a token in place of both."),
    tenant: z.string().optional().describe("Names the tenant, if it keeps data of several (X-Scope-OrgID)."),
});

/** Where what the agents send can be asked for. */
const servers = z.strictObject({
    prometheus: server.optional().describe("Answers for metrics."),
    loki: server.optional().describe("Answers for logs: a Loki or a VictoriaLogs."),
});

/** A server that answers queries. */
export type QueryServer = z.infer<typeof server>;

export type QueryServers = z.infer<typeof servers>;

/** What `alloy-stack verify` asks besides the agents. */
export const verifyKeys = {
    verify: key(servers.default({}), {
        description:
            'Names the servers that "alloy-stack verify" asks whether data arrives, as "prometheus" and "loki", each with "url", and "username", "password", "bearerToken" and "tenant" if it asks for them. Without it only the agents are asked. The agents know nothing of it.',
        expected: '"prometheus" and "loki", each with a "url"',
        secret: true,
        only: "without dev",
    }),
};
