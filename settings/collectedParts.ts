import { z } from "zod";

// The parts of the keys about what is collected. Their descriptions are in docs/configuration.md.

const interval = z.string().optional();
const sampleLimit = z
    .int()
    .optional()
    .describe(
        "The samples that one target may have at one scrape, before keep and drop. Of one that has more nothing is sent, as if it were down. No limit if not given.",
    );

/** How something is scraped, and what of it is sent. */
export function scraped(usualInterval: string, usualDrop = "") {
    return {
        interval: interval.describe(
            `How often it is scraped, from 10s to 5m. ${usualInterval} if not given.`,
        ),
        keep: z
            .array(z.string())
            .optional()
            .describe(
                'The metrics that are sent, as patterns of their whole names. All if not given. "up" and "scrape_*" always are.',
            ),
        drop: z
            .array(z.string())
            .optional()
            .describe(`The metrics that are not sent, of those that keep leaves.${usualDrop}`),
        sampleLimit,
    };
}

const enabled = z.boolean().optional().describe("false to collect nothing of it.");
const replaced =
    " A list replaces what is dropped otherwise, which no query asks for; an empty one sends all.";

/** How much each module collects. */
export const modules = z.strictObject({
    agentMetrics: z.strictObject({ enabled, ...scraped("15s") }).optional(),
    nodeExporter: z.strictObject(scraped("15s")).optional(),
    kubelet: z.strictObject({ enabled, ...scraped("30s", replaced) }).optional(),
    cadvisor: z.strictObject({ enabled, ...scraped("30s", replaced) }).optional(),
    syslog: z.strictObject({ enabled }).optional(),
    blockNode: z.strictObject(scraped("15s")).optional(),
});
