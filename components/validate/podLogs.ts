import { PodLogsArgs } from "../agent/podLogs";
import { RemoteKind } from "../remotes";
import { isDnsLabel, isQualifiedName } from "./kubernetes";
import { addedLabelsProblem } from "./labels";
import { Found, Problem, shown } from "./problem";

/** What is wrong with whose logs are to be read. */
export function podLogsProblems({
    namespaces,
    exclude,
    labels = {},
    podLabels = {},
}: PodLogsArgs): Problem[] {
    const names = Object.fromEntries(Object.keys(podLabels).map((name) => [name, "x"]));
    return [
        ...(namespaces === undefined ? [] : namespacesProblems("podLogs.namespaces", namespaces)),
        ...(exclude ?? []).flatMap((name, index) => at(`podLogs.exclude[${index}]`, namespaceProblem(name))),
        ...(namespaces !== undefined && exclude?.length ? at("podLogs.exclude", needless) : []),
        ...at("podLogs.labels", addedLabelsProblem(labels, [RemoteKind.Loki])),
        ...at(
            "podLogs.podLabels",
            addedLabelsProblem(names, [RemoteKind.Loki]) ??
                sourceProblem(podLabels) ??
                twice(labels, podLabels),
        ),
    ];
}

const needless: Found = {
    found: "is given, and namespaces names those that are read",
    expected: "one of the two: namespaces, or all of them without those in exclude",
};

/** What is wrong with a list of namespaces in which something is looked for. */
export function namespacesProblems(path: string, namespaces: string[]): Problem[] {
    if (namespaces.length === 0) return at(path, { found: "is empty", expected: "the names of namespaces" });
    return namespaces.flatMap((name, index) => at(`${path}[${index}]`, namespaceProblem(name)));
}

function namespaceProblem(name: string): Found | undefined {
    return isDnsLabel(name) ? undefined : { found: `is ${shown(name)}`, expected: "a namespace's name" };
}

function sourceProblem(podLabels: Record<string, string>): Found | undefined {
    const [, label] = Object.entries(podLabels).find(([, one]) => !isQualifiedName(one)) ?? [];
    if (label === undefined) return undefined;
    return { found: `has ${shown(label)}`, expected: 'labels of pods, such as "app.kubernetes.io/part-of"' };
}

function twice(labels: Record<string, string>, podLabels: Record<string, string>): Found | undefined {
    const name = Object.keys(podLabels).find((one) => Object.hasOwn(labels, one));
    if (name === undefined) return undefined;
    return { found: `has the label "${name}", and so has labels`, expected: "each label in one of the two" };
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
