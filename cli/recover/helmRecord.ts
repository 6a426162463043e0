import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";

import { z } from "zod";

/** What Helm keeps of a release, as far as it is read. */
const content = z.object({
    /** The values that were given. */
    config: z.unknown().optional(),
    chart: z.object({ metadata: z.object({ name: z.string() }) }),
});

/** Whether Helm's record of a release has the chart and the values that a resource gave it. */
export function isAsGiven(
    secret: { data?: Record<string, string> },
    { chart, values }: Record<string, unknown>,
): boolean {
    const found = contentOf(secret.data?.release ?? "");
    if (!found) return false;
    const isSameChart = path.posix.basename(String(chart)).startsWith(found.chart.metadata.name);
    return isSameChart && isDeepStrictEqual(found.config ?? {}, values ?? {});
}

/** Helm keeps it zipped, in base64, and Kubernetes in base64 once more. */
function contentOf(release: string) {
    const once = Buffer.from(release, "base64").toString();
    try {
        return content.parse(JSON.parse(gunzipSync(Buffer.from(once, "base64")).toString()));
    } catch {
        return undefined; // Of a form that is not known: nothing is said of it.
    }
}
