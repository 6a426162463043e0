import * as fc from "fast-check";

import { label } from "./labels";

const optional = { requiredKeys: [] };
const key = fc.oneof(
    label,
    label.map((name) => `x.example/${name}`),
);
const values = fc.array(fc.oneof(label, fc.constant("")), { minLength: 1, maxLength: 3 });
const weight = fc.integer({ min: 1, max: 100 });

/** An operator, and as many values as it has. */
const byLabels = fc.oneof(
    fc.record({ key, operator: fc.constantFrom("In", "NotIn"), values }),
    fc.record({ key, operator: fc.constantFrom("Exists", "DoesNotExist") }),
);
const compared = fc.record({
    key,
    operator: fc.constantFrom("Gt", "Lt"),
    values: fc.nat().map((number) => [String(number)]),
});
const field = fc.record({
    key: fc.constant("metadata.name"),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.constantFrom(["node-1"], ["a.b.example"]),
});

const nodeTerm = fc.record(
    {
        matchExpressions: fc.array(fc.oneof(byLabels, compared), { maxLength: 2 }),
        matchFields: fc.array(field, { maxLength: 1 }),
    },
    optional,
);

const selector = fc.record(
    {
        matchLabels: fc.dictionary(key, label, { maxKeys: 2 }),
        matchExpressions: fc.array(byLabels, { maxLength: 2 }),
    },
    optional,
);

/** Keys of the pod's own labels go with a selector only. */
const podTerm = fc
    .record(
        {
            topologyKey: fc.constantFrom("kubernetes.io/hostname", "zone"),
            labelSelector: selector,
            namespaceSelector: selector,
            namespaces: fc.array(fc.constantFrom("a", "b-1"), { maxLength: 2 }),
            matchLabelKeys: fc.constantFrom(["pod-template-hash"], ["rev", "part"]),
            mismatchLabelKeys: fc.constant(["tenant"]),
        },
        { requiredKeys: ["topologyKey"] },
    )
    .map(({ matchLabelKeys, mismatchLabelKeys, ...term }) => ({
        ...term,
        ...(term.labelSelector && matchLabelKeys && { matchLabelKeys }),
        ...(term.labelSelector && mismatchLabelKeys && { mismatchLabelKeys }),
    }));

const podAffinity = fc.record(
    {
        requiredDuringSchedulingIgnoredDuringExecution: fc.array(podTerm, { maxLength: 2 }),
        preferredDuringSchedulingIgnoredDuringExecution: fc.array(
            fc.record({ weight, podAffinityTerm: podTerm }),
            { maxLength: 1 },
        ),
    },
    optional,
);

/** Kubernetes' "affinity" of pods. */
export const affinity = fc.record(
    {
        nodeAffinity: fc.record(
            {
                requiredDuringSchedulingIgnoredDuringExecution: fc.record({
                    nodeSelectorTerms: fc.array(nodeTerm, { minLength: 1, maxLength: 2 }),
                }),
                preferredDuringSchedulingIgnoredDuringExecution: fc.array(
                    fc.record({ weight, preference: nodeTerm }),
                    { maxLength: 1 },
                ),
            },
            optional,
        ),
        podAffinity,
        podAntiAffinity: podAffinity,
    },
    optional,
);
