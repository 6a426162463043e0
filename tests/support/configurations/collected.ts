import * as fc from "fast-check";

import { label } from "./labels";

const optional = { requiredKeys: [] };

/** Names that are nobody's: what says where something comes from has other ones. */
const labelName = fc.constantFrom("environment", "ip", "_tier", "instance_type", "true", "A9");

/** Labels of everything that is sent, or of one remote. */
export const addedLabels = fc.dictionary(labelName, fc.stringMatching(/^[\x20-\x7e]{1,12}$/), { maxKeys: 3 });

const pattern = fc.constantFrom("container_(cpu|memory)_.+", "a[b-d]?:e", "x|y", "go_.*", "(?:a|b)+");

/** How something is scraped. */
const scraped = {
    interval: fc.constantFrom("10s", "60s", "1m", "5m"),
    keep: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    drop: fc.array(pattern, { maxLength: 2 }),
    sampleLimit: fc.integer({ min: 1, max: 1e6 }),
};

const enabled = fc.boolean();
const switched = fc.record({ enabled, ...scraped }, optional);

const modules = fc.record(
    {
        agentMetrics: switched,
        nodeExporter: fc.record(scraped, optional),
        kubelet: switched,
        cadvisor: switched,
        syslog: fc.record({ enabled }, optional),
        kubeStateMetrics: fc.record(scraped, optional),
        blockNode: fc.record(scraped, optional),
    },
    optional,
);

const namespace = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const namespaces = fc.uniqueArray(namespace, { minLength: 1, maxLength: 3 });

/** Whose logs are read: those of named namespaces, or all but some. */
const podLogs = fc
    .tuple(
        fc.oneof(
            fc.record({ namespaces }),
            fc.record(
                { namespaces: fc.constant("all"), exclude: namespaces },
                { requiredKeys: ["namespaces"] },
            ),
        ),
        fc.record(
            {
                labels: addedLabels,
                podLabels: fc.dictionary(fc.constantFrom("team", "part"), fc.constantFrom("team", "a.b/c-d")),
                multiline: fc.constantFrom("indented", "dated"),
            },
            optional,
        ),
    )
    .map(([whose, how]) => ({ ...whose, ...how }));

const namedOnly = { requiredKeys: ["namespaces" as const] };
const monitors = fc.record(
    { namespaces, selector: fc.dictionary(label, label, { maxKeys: 2 }), ...scraped },
    namedOnly,
);
const scrapeAnnotations = fc.record({ namespaces, ...scraped }, namedOnly);

/** A kube-state-metrics of our own, or one that is there and has to be found: where no other monitors are looked for. */
const kubeStateMetrics = fc.oneof(
    fc.record({ kubeStateMetrics: fc.constantFrom("install", "none") }, optional),
    fc.record(
        {
            kubeStateMetrics: fc.constant("existing"),
            kubeStateMetricsNamespaces: fc.uniqueArray(fc.stringMatching(/^[0-9][a-z]{1,5}$/), {
                minLength: 1,
                maxLength: 2,
            }),
            kubeStateMetricsSelector: fc.dictionary(label, label, { maxKeys: 2 }),
        },
        { requiredKeys: ["kubeStateMetrics", "kubeStateMetricsNamespaces"] },
    ),
);

const journal = fc.record(
    {
        path: fc.constantFrom("/var/log/journal", "/run/log/journal"),
        units: fc.uniqueArray(
            fc.constantFrom("k3s.service", "docker*", "*.scope", String.raw`a@b\x2d.service`),
            { minLength: 1 },
        ),
        priority: fc.constantFrom("emerg", "err", "warning", "debug"),
        maxAge: fc.constantFrom("30m", "24h", "7h"),
        labels: addedLabels,
    },
    optional,
);

const independent = fc.record(
    { labels: addedLabels, modules, podLogs, events: fc.boolean(), journal, monitors, scrapeAnnotations },
    optional,
);

/** The keys about what is collected. */
export const collected = fc.tuple(independent, kubeStateMetrics).map(([keys, state]) => {
    const { kubeStateMetrics: limits, ...others } = keys.modules ?? {};
    // Somebody else's monitor has an interval of its own.
    const { interval, ...rest } = limits ?? {};
    const isOthers = state.kubeStateMetrics === "existing" && interval !== undefined;
    return {
        ...keys,
        ...state,
        ...(isOthers && { modules: { ...others, kubeStateMetrics: rest } }),
    };
});

export type Collecting = typeof collected extends fc.Arbitrary<infer Keys> ? Keys : never;
