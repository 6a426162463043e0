import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName, labelsProblem } from "./kubernetes";
import { Found, Problem, shown } from "./problem";
import { Check, fields, listOf, right, text, together } from "./shape";

// The API's own rules (k8s.io/kubernetes/pkg/apis/core/validation: validateAffinity). An end-to-end test holds them against a server.

/** What is wrong with Kubernetes' "affinity" of pods. */
export function affinityProblems(affinity: unknown, path: string): Problem[] {
    return affinityCheck(affinity, path);
}

interface Requirement {
    operator: string;
    values?: string[] | null;
}

const labelKey = text(isQualifiedName, "a label's key as Kubernetes takes it");
const labelValue = text(isLabelValue, "a label's value as Kubernetes takes it, so a number in quotes");

function requirement(key: Check, value: Check, ...operators: string[]): Check {
    const names = operators.map((name) => `"${name}"`).join(", ");
    return together(
        fields(
            { key, operator: text((one) => operators.includes(one), names), values: listOf(value) },
            "key",
            "operator",
        ),
        valuesProblem,
    );
}

/** How many values an operator has. */
function valuesProblem({ operator, values }: Requirement): Found | undefined {
    const count = values?.length ?? 0;
    const expected = {
        In: count > 0 ? undefined : "one or more",
        NotIn: count > 0 ? undefined : "one or more",
        Exists: count === 0 ? undefined : "none",
        DoesNotExist: count === 0 ? undefined : "none",
        Gt: count === 1 ? undefined : "one, a number in quotes",
        Lt: count === 1 ? undefined : "one, a number in quotes",
    }[operator];
    const found = `has the operator ${shown(operator)} and ${count === 1 ? "1 value" : `${count} values`}`;
    return expected === undefined ? undefined : { found, expected };
}

const byLabels = ["In", "NotIn", "Exists", "DoesNotExist"];

/** A field of a node's: there is only its name. */
const nodeField = together(
    requirement(
        text((key) => key === "metadata.name", '"metadata.name"'),
        text(isDnsSubdomain, "a node's name"),
        "In",
        "NotIn",
    ),
    ({ values }: Requirement) =>
        values?.length === 1 ? undefined : { found: `has ${values?.length ?? 0} values`, expected: "one" },
);

const nodeTerm = fields({
    matchExpressions: listOf(requirement(labelKey, labelValue, ...byLabels, "Gt", "Lt")),
    matchFields: listOf(nodeField),
});

const weight = right(
    (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
    "a whole number from 1 to 100",
);

const nodeAffinity = fields({
    requiredDuringSchedulingIgnoredDuringExecution: fields(
        { nodeSelectorTerms: listOf(nodeTerm, 1) },
        "nodeSelectorTerms",
    ),
    preferredDuringSchedulingIgnoredDuringExecution: listOf(
        fields({ weight, preference: nodeTerm }, "weight", "preference"),
    ),
});

const isText = (value: unknown) => typeof value === "string";

const labels = together(
    right(
        (value) => typeof value === "object" && value !== null && Object.values(value).every(isText),
        "labels and their values, numbers in quotes",
    ),
    labelsProblem,
);

const selector = fields({
    matchLabels: labels,
    matchExpressions: listOf(requirement(labelKey, labelValue, ...byLabels)),
});

interface PodTerm {
    labelSelector?: { matchLabels?: Record<string, string>; matchExpressions?: { key: string }[] } | null;
    matchLabelKeys?: string[] | null;
    mismatchLabelKeys?: string[] | null;
}

const podTerm = together(
    fields(
        {
            labelSelector: selector,
            namespaceSelector: selector,
            namespaces: listOf(text(isDnsLabel, "a namespace's name")),
            topologyKey: text(isQualifiedName, "a label of nodes, as Kubernetes takes it"),
            matchLabelKeys: listOf(labelKey),
            mismatchLabelKeys: listOf(labelKey),
        },
        "topologyKey",
    ),
    ({ labelSelector, matchLabelKeys, mismatchLabelKeys }: PodTerm) => {
        const keys = [...(matchLabelKeys ?? []), ...(mismatchLabelKeys ?? [])];
        if (keys.length === 0) return undefined;
        if (!labelSelector)
            return { found: "has label keys and no labelSelector", expected: "a labelSelector" };
        const twice = keys.find((key, index) => keys.indexOf(key) < index);
        return twice === undefined
            ? undefined
            : { found: `has the label key ${shown(twice)} twice`, expected: "each once" };
    },
);

const podAffinity = fields({
    requiredDuringSchedulingIgnoredDuringExecution: listOf(podTerm),
    preferredDuringSchedulingIgnoredDuringExecution: listOf(
        fields({ weight, podAffinityTerm: podTerm }, "weight", "podAffinityTerm"),
    ),
});

const affinityCheck = fields({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity });
