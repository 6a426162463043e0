import { RemoteKind } from "../remotes";
import { KnownDestination } from "./destination";

/** Labels by name. */
export type Labels = Record<string, string>;

/** Which labels a sender adds to everything that has none of that name. */
export interface SenderLabels {
    clusterName: string;
    /** Of everything that is sent. */
    labels?: Labels | undefined;
    /** Of one Loki's lines; the endpoints of Prometheus remotes have theirs as rules. */
    remote?: KnownDestination;
}

/** The labels of everything that one component sends, as an object in Alloy's syntax: `cluster` first, then by name. */
export function externalLabels({ clusterName, labels = {}, remote }: SenderLabels): string {
    const added = sorted({ ...labels, ...remote?.labels });
    return object([["cluster", clusterName], ...added]);
}

/** A rule of a Prometheus remote that adds one of its labels. */
export interface LabelRule {
    name: string;
    /** What the label may be before, as a regular expression: nothing, or what all that is sent has. A series' own stays. */
    before: string;
    value: string;
}

/** The rules that add a Prometheus remote's own labels: its endpoint shares `external_labels` with all others. */
export function labelRules({ kind, labels = {} }: KnownDestination, ofAll: Labels = {}): LabelRule[] {
    if (kind !== RemoteKind.Prometheus) return [];
    return sorted(labels).map(([name, value]) => ({
        name,
        before: ofAll[name] === undefined ? "" : `|${escaped(ofAll[name])}`,
        value: replacement(value),
    }));
}

/** Labels as a part of an object in Alloy's syntax. */
export function labelPairs(labels: Labels): string {
    return pairs(sorted(labels));
}

/** A text as the replacement of a rule, in which "$" names a part of what was found. */
export function replacement(text: string): string {
    return text.replaceAll("$", "$$$$");
}

/** A text as a regular expression of itself. */
export function escaped(text: string): string {
    return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}

function sorted(labels: Labels): [name: string, value: string][] {
    return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

function object(labels: [name: string, value: string][]): string {
    return `{${pairs(labels)}}`;
}

/** Alloy takes its own words for names only in quotes. */
function pairs(labels: [name: string, value: string][]): string {
    const written = labels.map(([name, value]) => {
        const key = /^(true|false|null)$/.test(name) ? JSON.stringify(name) : name;
        return `${key} = ${JSON.stringify(value)}`;
    });
    return written.join(", ");
}
