import * as fc from "fast-check";

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
        blockNode: fc.record(scraped, optional),
    },
    optional,
);

/** The keys about what is collected. */
export const collected = fc.record({ labels: addedLabels, modules }, optional);

export type Collecting = typeof collected extends fc.Arbitrary<infer Keys> ? Keys : never;
