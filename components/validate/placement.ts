import { AlloyStackArgs } from "../args";
import { isQualifiedName, labelsProblem } from "./kubernetes";
import { Found, Problem, shown } from "./problem";
import { urlProblem } from "./url";

/** What is wrong with how pods are labelled, updated and reach the world. */
export function placementProblems(args: AlloyStackArgs): Problem[] {
    const { podLabels = {}, podAnnotations = {}, agentServiceAccountAnnotations = {}, agentProxy } = args;
    const noProxy = agentProxy?.noProxy ?? [];
    const wrongProxy = agentProxy && urlProblem(agentProxy.url);
    return [
        ...at("podLabels", labelsProblem(podLabels) ?? ownLabelProblem(podLabels)),
        ...at("podAnnotations", annotationsProblem(podAnnotations)),
        ...at("agentServiceAccountAnnotations", annotationsProblem(agentServiceAccountAnnotations)),
        ...at("maxUnavailable", maxUnavailableProblem(args.maxUnavailable)),
        ...at(
            "agentProxy.url",
            wrongProxy && { found: "is no http or https URL", expected: "one without a login" },
        ),
        ...noProxy.flatMap((host, index) =>
            at(
                `agentProxy.noProxy[${index}]`,
                /^[^\s,]+$/.test(host)
                    ? undefined
                    : { found: `is ${shown(host)}`, expected: "a host or a network" },
            ),
        ),
    ];
}

/** By these the pods are found, by the stack's and the charts' own parts. */
const ownLabels = [
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/part-of",
    "controller-revision-hash",
    "pod-template-generation",
];

function ownLabelProblem(labels: Record<string, string>): Found | undefined {
    const own = ownLabels.find((label) => label in labels);
    return own === undefined
        ? undefined
        : { found: `has the key "${own}", by which the pods are found`, expected: "labels of your own" };
}

function annotationsProblem(annotations: Record<string, string>): Found | undefined {
    const expected = 'up to 63 letters, digits, "-", "_" and ".", with "prefix/" before it or not';
    for (const [key, value] of Object.entries(annotations)) {
        if (!isQualifiedName(key)) return { found: `has the key ${shown(key)}`, expected };
        if (key === "kubectl.kubernetes.io/default-container")
            return {
                found: `has the key "${key}", which the chart sets`,
                expected: "annotations of your own",
            };
        if (typeof value !== "string")
            return {
                found: `has ${shown(value)} for ${shown(key)}`,
                expected: "text, so a number in quotes",
            };
    }
    return undefined;
}

/** Kubernetes takes 0 for "never". */
function maxUnavailableProblem(given: string | undefined): Found | undefined {
    const [, count, unit] = /^(\d{1,4})(%?)$/.exec(given ?? "1") ?? [];
    const isRight = Number(count) > 0 && (unit !== "%" || Number(count) <= 100);
    return isRight
        ? undefined
        : {
              found: `is ${shown(given)}`,
              expected: 'a number of nodes from 1 on, or a share of them such as "10%"',
          };
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
