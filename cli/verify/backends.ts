import { OutputMap } from "@pulumi/pulumi/automation";

import { Backend } from "./backend";
import { logServerAt } from "./logs";
import { Backends } from "./run";

/** For how many seconds a server of logs that is still starting is waited for. */
const patience = 30;

/** The backends that a stack's outputs lead to; a stack that runs none has none. */
export async function backendsOf({ prometheus, logs, loki }: OutputMap): Promise<Backends> {
    const promql = prometheus?.value as Backend | undefined;
    // What an earlier version has deployed calls it "loki".
    const logql = (logs ?? loki)?.value as Backend | undefined;
    return {
        ...(promql && { promql }),
        ...(logql && { logql: { ...logql, server: await logServerAt(logql, patience) } }),
    };
}
