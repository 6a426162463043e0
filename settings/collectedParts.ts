import { z } from "zod";

import { Multiline } from "../components/agent/podLogs";

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

const labels = z.record(z.string(), z.string()).optional();

const limited = sampleLimit.describe(
    "The samples that one target may have at one scrape. Of one that has more nothing is sent, as if it were down. 10000 if not given.",
);

/** Other people's monitors. */
export const monitors = z.strictObject({
    namespaces: z
        .array(z.string())
        .describe("Where they are looked for. Whoever may write one there decides what the agents scrape."),
    selector: labels.describe("Labels of those that are scraped. All of these namespaces if not given."),
    ...scraped("60s"),
    sampleLimit: limited,
});

/** Annotated pods. */
export const scrapeAnnotations = z.strictObject({
    namespaces: z.array(z.string()).describe("Where such pods are looked for."),
    ...scraped("60s"),
    sampleLimit: limited,
});

/** Whose logs are read. */
export const podLogs = z.strictObject({
    namespaces: z
        .union([z.literal("all"), z.array(z.string())])
        .describe('The namespaces, or "all". Those that are named are read, and no others.'),
    exclude: z.array(z.string()).optional().describe('Namespaces that are left out, beside "all".'),
    labels: labels.describe("Labels of all these lines."),
    podLabels: labels.describe(
        "Labels that lines have from their pod's: a name for each, and the pod's label.",
    ),
    multiline: z
        .enum(Multiline)
        .optional()
        .describe(
            'Which lines belong to the one before: "indented" are those that begin with a space, a closing bracket or "Caused by", "dated" those that begin with no date and time. None if not given.',
        ),
});

/** How much each module collects. */
export const modules = z.strictObject({
    agentMetrics: z.strictObject({ enabled, ...scraped("15s") }).optional(),
    nodeExporter: z.strictObject(scraped("15s")).optional(),
    kubelet: z.strictObject({ enabled, ...scraped("30s", replaced) }).optional(),
    cadvisor: z.strictObject({ enabled, ...scraped("30s", replaced) }).optional(),
    syslog: z.strictObject({ enabled }).optional(),
    kubeStateMetrics: z.strictObject(scraped("15s")).optional(),
    blockNode: z.strictObject(scraped("15s")).optional(),
});
