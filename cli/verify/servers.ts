import { OutputMap } from "@pulumi/pulumi/automation";
import { z } from "zod";

import { QueryServers } from "../../settings/keys/verify";
import { logServerAt } from "./logs";
import { Backends } from "./run";

/** For how many seconds a server of logs that is still starting is waited for. */
const patience = 30;

const login = z.object({ url: z.string(), username: z.string(), password: z.string() });

/** Where a dev stack's own servers are, by its outputs; a stack that runs none has none. */
export function ownServers({ prometheus, logs, loki }: OutputMap): QueryServers {
    const found = { prometheus: login.safeParse(prometheus?.value).data };
    // What an earlier version has deployed calls it "loki".
    const ofLogs = login.safeParse((logs ?? loki)?.value).data;
    return { ...(found.prometheus && { prometheus: found.prometheus }), ...(ofLogs && { loki: ofLogs }) };
}

/** Find out what the servers are that answer queries. */
export async function backendsOf({ prometheus, loki }: QueryServers): Promise<Backends> {
    return {
        ...(prometheus && { promql: prometheus }),
        ...(loki && { logql: { ...loki, server: await logServerAt(loki, patience) } }),
    };
}
