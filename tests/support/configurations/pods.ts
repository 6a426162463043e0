import * as fc from "fast-check";

import { affinity } from "./affinity";
import { label } from "./labels";

const optional = { requiredKeys: [] };

export const namespace = (prefix: string) =>
    fc.stringMatching(/^[a-z0-9]{1,10}$/).map((text) => `${prefix}-${text}`);

/** No limit is below what is kept free, by default or not. */
const agentResources = fc.record(
    {
        requests: fc.record(
            { cpu: fc.constantFrom("50m", "1", "0.5"), memory: fc.constantFrom("64Mi", "200M") },
            optional,
        ),
        limits: fc.record(
            { cpu: fc.constantFrom("2", "1500m"), memory: fc.constantFrom("1Gi", "2G", "300Mi") },
            optional,
        ),
    },
    optional,
);

/** As Kubernetes' API takes it: no key means every taint, and only a NoExecute may end. */
const toleration = fc
    .record({
        key: fc.option(label, { nil: undefined }),
        value: fc.option(label, { nil: undefined }),
        effect: fc.constantFrom(undefined, "NoSchedule", "PreferNoSchedule", "NoExecute"),
        operator: fc.constantFrom(undefined, "Exists", "Equal"),
        tolerationSeconds: fc.integer({ min: 0, max: 3600 }),
    })
    .map(({ key, value, effect, operator, tolerationSeconds }) => {
        const exists = key === undefined || operator === "Exists";
        const given = {
            key,
            effect,
            operator: exists ? "Exists" : operator,
            value: exists ? undefined : value,
            tolerationSeconds: effect === "NoExecute" ? tolerationSeconds : undefined,
        };
        return Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined));
    });

/** A node exporter of our own, one that is there and has to be found, or none. */
export const nodeExporter = fc.oneof(
    fc.record(
        {
            nodeExporter: fc.constant("install"),
            nodeExporterPort: fc.integer({ min: 1, max: 65_535 }),
            hostMountPropagation: fc.boolean(),
        },
        optional,
    ),
    fc.record(
        {
            nodeExporter: fc.constant("existing"),
            nodeExporterNamespaces: fc.uniqueArray(namespace("x"), { minLength: 1, maxLength: 2 }),
            nodeExporterSelector: fc.dictionary(label, label, { maxKeys: 2 }),
        },
        { requiredKeys: ["nodeExporter", "nodeExporterNamespaces"] },
    ),
    fc.constant({ nodeExporter: "none" }),
);

/** Where pods run, and what they may use. */
export const pods = {
    agentResources,
    tolerations: fc.array(toleration, { maxLength: 2 }),
    nodeSelector: fc.dictionary(label, label, { maxKeys: 2 }),
    affinity,
    priorityClassName: fc.constantFrom("system-node-critical", "a.b"),
    openShift: fc.boolean(),
    seLinuxOptions: fc.record({ type: label, level: label, role: label, user: label }, optional),
    journal: fc.record({ path: fc.constantFrom("/var/log/journal", "/run/log/journal") }, optional),
    dockerLogs: fc.boolean(),
    createNamespaces: fc.boolean(),
    namespaces: fc.record(
        { agent: namespace("a"), externalSecrets: namespace("e"), nodeExporter: namespace("n") },
        optional,
    ),
    namespaceLabels: fc.dictionary(label, label, { maxKeys: 2 }),
    rolloutTimeout: fc.integer({ min: 30, max: 3600 }),
};
