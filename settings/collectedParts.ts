import { z } from "zod";

import { Multiline } from "../components/agent/podLogs";

// The parts of the keys about what is collected. Their descriptions are in docs/configuration.md.

const interval = z.string().optional();
const sampleLimit = z
    .int()
    .optional()
    .describe(
        "Limits the samples of one target at one scrape, before keep and drop. Nothing is sent of a target that has more, as if it were down. Default: no limit.",
    );

/** How something is scraped, and what of it is sent. */
export function scraped(usualInterval: string, usualDrop = "") {
    return {
        interval: interval.describe(
            `Sets how often it is scraped, from 10s to 5m. Default: ${usualInterval}.`,
        ),
        keep: z
            .array(z.string())
            .optional()
            .describe(
                'Lists patterns of the whole names of metrics to send. "up" and "scrape_*" are always sent. Default: all.',
            ),
        drop: z
            .array(z.string())
            .optional()
            .describe(`Lists patterns of metrics not to send, applied after keep.${usualDrop}`),
        sampleLimit,
    };
}

const enabled = z.boolean().optional().describe("Collects the module. Default: true.");
const replaced = " A list replaces the default, which drops what no query asks for; an empty list sends all.";

const labels = z.record(z.string(), z.string()).optional();

const limited = sampleLimit.describe(
    "Limits the samples of one target at one scrape. Nothing is sent of a target that has more, as if it were down. Default: 10000.",
);

/** Other people's monitors. */
export const monitors = z.strictObject({
    namespaces: z
        .array(z.string())
        .describe(
            "Lists the namespaces of the monitors. Whoever may write one there decides what the agents scrape.",
        ),
    selector: labels.describe("Selects monitors by their labels. Default: all in these namespaces."),
    ...scraped("60s"),
    sampleLimit: limited,
});

/** Annotated pods. */
export const scrapeAnnotations = z.strictObject({
    namespaces: z.array(z.string()).describe("Lists the namespaces of the pods."),
    ...scraped("60s"),
    sampleLimit: limited,
});

/** Whose logs are read. */
export const podLogs = z.strictObject({
    namespaces: z
        .union([z.literal("all"), z.array(z.string())])
        .describe('Lists the namespaces to read, or is "all".'),
    exclude: z.array(z.string()).optional().describe('Lists namespaces to leave out, beside "all".'),
    labels: labels.describe("Adds labels to all these lines."),
    podLabels: labels.describe(
        "Adds labels with the values of the pod's: the new name, and the pod's label.",
    ),
    multiline: z
        .enum(Multiline)
        .optional()
        .describe(
            'Joins lines to the one before: "indented" those that begin with a space, a closing bracket or "Caused by", "dated" those that do not begin with a date and a time. Default: none.',
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
