import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { affinityProblems } from "../../../../components/validate/affinity";

const required = "requiredDuringSchedulingIgnoredDuringExecution";
const preferred = "preferredDuringSchedulingIgnoredDuringExecution";

function told(affinity: unknown): string[] {
    return affinityProblems(affinity, "affinity").map(
        ({ path, found, expected }) => `${path}: ${found}; ${expected ?? ""}`,
    );
}

const expression = (requirement: object) => ({
    nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions: [requirement] }] } },
});
const at = `affinity.nodeAffinity.${required}.nodeSelectorTerms[0].matchExpressions[0]`;

const term = { topologyKey: "zone", labelSelector: { matchLabels: { app: "x" } } };
const pods = (more: object) => ({ podAntiAffinity: { [required]: [{ ...term, ...more }] } });
const atTerm = `affinity.podAntiAffinity.${required}[0]`;

describe("an affinity", () => {
    for (const [what, affinity] of [
        ["empty", {}],
        ["null where a field may be missing", { nodeAffinity: null }],
        ["for nodes by their labels", expression({ key: "a.b/c", operator: "In", values: ["1", ""] })],
        ["for nodes by numbers", expression({ key: "cores", operator: "Gt", values: ["8"] })],
        [
            "for nodes that are preferred",
            {
                nodeAffinity: {
                    [preferred]: [
                        {
                            weight: 100,
                            preference: {
                                matchFields: [{ key: "metadata.name", operator: "NotIn", values: ["n"] }],
                            },
                        },
                    ],
                },
            },
        ],
        ["for pods", pods({ matchLabelKeys: ["rev"], namespaces: ["a"], namespaceSelector: {} })],
        [
            "for pods that are preferred",
            { podAffinity: { [preferred]: [{ weight: 1, podAffinityTerm: term }] } },
        ],
        ["what other resources say", { nodeAffinity: pulumi.output({}) }],
    ] as const) {
        it(`may be ${what}`, () => {
            assert.deepEqual(told(affinity), []);
        });
    }

    for (const [affinity, problem] of [
        [{ zone: "a" }, 'affinity: has "zone" in it; "nodeAffinity", "podAffinity", "podAntiAffinity"'],
        [[], 'affinity: is a list; an object with "nodeAffinity", "podAffinity", "podAntiAffinity"'],
        [
            { podAntiAffinity: { x: [] } },
            `affinity.podAntiAffinity: has "x" in it; "${required}", "${preferred}"`,
        ],
        [
            { nodeAffinity: { [required]: {} } },
            `affinity.nodeAffinity.${required}: has no "nodeSelectorTerms"; one`,
        ],
        [
            { nodeAffinity: { [required]: { nodeSelectorTerms: [] } } },
            `affinity.nodeAffinity.${required}.nodeSelectorTerms: is empty; one or more`,
        ],
        [
            { nodeAffinity: { [required]: [{}] } },
            `affinity.nodeAffinity.${required}: is a list; an object with "nodeSelectorTerms"`,
        ],
        [expression({ key: "a" }), `${at}: has no "operator"; one`],
        [
            expression({ key: "a", operator: "in" }),
            `${at}.operator: is "in"; "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"`,
        ],
        [expression({ key: "a", operator: "In" }), `${at}: has the operator "In" and 0 values; one or more`],
        [
            expression({ key: "a", operator: "Exists", values: ["b"] }),
            `${at}: has the operator "Exists" and 1 value; none`,
        ],
        [
            expression({ key: "a", operator: "Lt", values: ["1", "2"] }),
            `${at}: has the operator "Lt" and 2 values; one, a number in quotes`,
        ],
        [
            expression({ key: "a", operator: "In", values: [1] }),
            `${at}.values[0]: is the number 1; a label's value as Kubernetes takes it, so a number in quotes`,
        ],
        [
            expression({ key: "a b", operator: "Exists" }),
            `${at}.key: is "a b"; a label's key as Kubernetes takes it`,
        ],
        [
            { podAffinity: { [preferred]: [{ weight: 0, podAffinityTerm: term }] } },
            `affinity.podAffinity.${preferred}[0].weight: is the number 0; a whole number from 1 to 100`,
        ],
        [pods({ topologyKey: null }), `${atTerm}: has no "topologyKey"; one`],
        [pods({ topologyKey: "" }), `${atTerm}.topologyKey: is ""; a label of nodes, as Kubernetes takes it`],
        [
            pods({ labelSelector: { matchLabels: { app: 1 } } }),
            `${atTerm}.labelSelector.matchLabels: is an object; labels and their values, numbers in quotes`,
        ],
        [
            pods({ labelSelector: undefined, matchLabelKeys: ["rev"] }),
            `${atTerm}: has label keys and no labelSelector; a labelSelector`,
        ],
        [
            pods({ matchLabelKeys: ["rev"], mismatchLabelKeys: ["rev"] }),
            `${atTerm}: has the label key "rev" twice; each once`,
        ],
    ] as const) {
        it(`may not be one that ${problem}`, () => {
            assert.deepEqual(told(affinity), [problem]);
        });
    }
});
