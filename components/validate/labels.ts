import { RemoteKind } from "../remotes";
import { Found, shown } from "./problem";

/** Labels that tell where a series comes from: set by what collects it, or by the stack. */
const ofSeries = [
    "cluster",
    "job",
    "instance",
    "namespace",
    "pod",
    "container",
    "node",
    "service",
    "endpoint",
];

/** The same of lines. Their `instance` is nobody's. */
const ofLines = [
    ...["cluster", "job", "namespace", "pod", "container", "app", "node", "stream", "level"],
    ...["unit", "syslog_identifier", "priority"],
];

/** Names that have a meaning within a histogram or a summary. */
const ofMetrics = ["le", "quantile"];

const ownedBy = {
    [RemoteKind.Prometheus]: [...ofSeries, ...ofMetrics],
    [RemoteKind.Loki]: ofLines,
};

/** What Loki takes at most, if it is not told otherwise. */
const longest = { name: 1024, value: 2048 };

export const labelNameRule =
    'a letter or "_", and then letters, digits and "_"; not two "_" at the beginning';

/**
 * What is wrong with labels that are added to what is sent; `kinds` is to what. Their names are good for Prometheus and for
 * Loki, whatever else a server may take.
 */
export function addedLabelsProblem(
    labels: Record<string, string>,
    kinds: RemoteKind[] = Object.values(RemoteKind),
): Found | undefined {
    const owned = kinds.flatMap((kind) => ownedBy[kind]);
    for (const [name, value] of Object.entries(labels)) {
        const wrong = nameProblem(name) ?? ownedProblem(name, owned) ?? valueProblem(name, value);
        if (wrong) return wrong;
    }
    return undefined;
}

function nameProblem(name: string): Found | undefined {
    const isLegal = /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= longest.name;
    return isLegal ? undefined : { found: `has the label ${shown(name)}`, expected: labelNameRule };
}

function ownedProblem(name: string, owned: string[]): Found | undefined {
    if (!owned.includes(name)) return undefined;
    const found = `has the label "${name}", which says where something comes from`;
    const expected =
        name === "cluster"
            ? "no such label: its value is clusterName"
            : name === "instance"
              ? "another name; only the labels of a Loki remote may have this one"
              : `another name, such as "my_${name}"`;
    return { found, expected };
}

function valueProblem(name: string, value: string): Found | undefined {
    if (value !== "" && !/[\p{C}]/u.test(value) && Buffer.byteLength(value) <= longest.value)
        return undefined;
    const found = `has ${value === "" ? "no value" : `the value ${shown(value)}`} for the label "${name}"`;
    return { found, expected: `one line of up to ${longest.value} bytes` };
}
