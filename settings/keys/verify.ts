import { z } from "zod";

import { key } from "./key";

/** A server that answers queries, as this machine reaches it. */
const server = z.strictObject({
    url: z
        .url({ protocol: /^https?$/ })
        .describe("Its address, up to where /api/v1/query or /loki/api/v1/query_range begins."),
    username: z.string().optional().describe("The login's name. No login if not given."),
    password: z.string().optional().describe("The login's password."),
    bearerToken: z.string().optional().describe("A token in place of both."),
    tenant: z.string().optional().describe("Whose data it is, where it has several owners' (X-Scope-OrgID)."),
});

/** Where what the agents send can be asked for. */
const servers = z.strictObject({
    prometheus: server.optional().describe("Of metrics."),
    loki: server.optional().describe("Of logs: a Loki or a VictoriaLogs."),
});

/** A server that answers queries. */
export type QueryServer = z.infer<typeof server>;

export type QueryServers = z.infer<typeof servers>;

/** What `alloy-stack verify` asks besides the agents. */
export const verifyKeys = {
    verify: key(servers.default({}), {
        description:
            'Where "alloy-stack verify" asks whether what is sent arrives, as "prometheus" and "loki", each with "url", and "username", "password", "bearerToken" and "tenant" if it asks for them. Without it the agents alone are asked. The agents know nothing of it.',
        expected: '"prometheus" and "loki", each with a "url"',
        secret: true,
        only: "without dev",
    }),
};
