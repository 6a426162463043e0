import { OutputMap } from "@pulumi/pulumi/automation";

import { Backend } from "../verify/backend";
import { Backends } from "../verify/run";

/** The backends that a stack's outputs lead to; a stack that runs none has none. */
export function backendsOf({ prometheus, loki }: OutputMap): Backends {
    const promql = prometheus?.value as Backend | undefined;
    const logql = loki?.value as Backend | undefined;
    return { ...(promql && { promql }), ...(logql && { logql }) };
}
