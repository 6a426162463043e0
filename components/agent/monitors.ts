import { stringList, stringMap } from "./values";
import { escaped } from "./labels";
import { scrapeView } from "./modules";

/** What one target may have at most if nothing is said: it belongs to somebody else, who may not know what it costs. */
const usualSampleLimit = 10_000;

/**
 * Other people's monitors: ServiceMonitors, PodMonitors and Probes. Whoever may write one in these namespaces decides what the
 * agents scrape. None may name a file of the agents'; one that names a Secret or a ConfigMap is not scraped, as agents may read
 * neither.
 */
export interface MonitorsArgs {
    /** Where they are looked for. Example: ["shop", "payment"]. */
    namespaces: string[];
    /** The labels of those that are scraped. Defaults to all of these namespaces. Example: {"release": "monitoring"}. */
    selector?: Record<string, string>;
    /** How often targets are scraped whose monitor does not say it: from "10s" to "5m". Defaults to "60s". */
    interval?: string;
    /** The metrics that are sent, as patterns of their whole names. Defaults to all. "up" and "scrape_*" are always sent. */
    keep?: string[];
    /** The metrics that are not sent, in the same form. */
    drop?: string[];
    /** The samples that one target may have, whose monitor names no limit. Of one with more nothing is sent. Defaults to 10000. */
    sampleLimit?: number;
}

/** Pods with the annotation `prometheus.io/scrape: "true"`, each scraped by the agent on its node. */
export interface ScrapeAnnotationsArgs {
    /** Where such pods are looked for. Example: ["shop"]. */
    namespaces: string[];
    /** How often they are scraped: from "10s" to "5m". Defaults to "60s". */
    interval?: string;
    /** The metrics that are sent, as patterns of their whole names. Defaults to all. "up" and "scrape_*" are always sent. */
    keep?: string[];
    /** The metrics that are not sent, in the same form. */
    drop?: string[];
    /** The samples that one pod's port may have. Of one with more nothing is sent. Defaults to 10000. */
    sampleLimit?: number;
}

/** What the template of other people's monitors names. */
export function monitorsView(
    { namespaces, selector = {}, ...scraped }: MonitorsArgs,
    metricsReceivers: string,
) {
    return {
        namespaces: stringList(namespaces),
        selector: Object.keys(selector).length > 0 ? stringMap(selector) : undefined,
        ...scrapeView(
            { sampleLimit: usualSampleLimit, ...scraped },
            { name: "monitors", interval: "60s" },
            metricsReceivers,
        ),
    };
}

/** What the template of annotated pods names. */
export function annotatedView({ namespaces, ...scraped }: ScrapeAnnotationsArgs, metricsReceivers: string) {
    return {
        namespaces: namespaces.map(escaped).join("|"),
        ...scrapeView(
            { sampleLimit: usualSampleLimit, ...scraped },
            { name: "annotated", interval: "60s" },
            metricsReceivers,
        ),
    };
}
