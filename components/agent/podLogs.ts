import { escaped, Labels, replacement } from "./labels";

/** Which lines of a log belong to the one before. */
export enum Multiline {
    /** Those that begin with a space, a closing bracket or "Caused by": most stack traces. */
    Indented = "indented",
    /** Those that do not begin with a date and a time. */
    Dated = "dated",
}

/**
 * Whose logs are read, beside block nodes'. The annotation `alloy-stack/logs: "false"` of a pod or of a namespace switches it off
 * there. Lines have the labels namespace, pod, container, app, node, stream, job ("namespace/container") and, where it is
 * recognised, level.
 */
export interface PodLogsArgs {
    /** The namespaces. Defaults to all. Example: ["shop", "payment"]. */
    namespaces?: string[];
    /** The namespaces that are left out, where all are read. Defaults to none. Example: ["kube-system"]. */
    exclude?: string[];
    /** Labels of all these lines. Defaults to none. */
    labels?: Record<string, string>;
    /** Labels that lines have from their pod's: by name, the pod's label. Defaults to none. Example: {"team": "example.com/team"}. */
    podLabels?: Record<string, string>;
    /** Which lines are one with the line before. Defaults to none: each is by itself. */
    multiline?: Multiline;
}

/** The first line of an entry, by what begins the others. RE2 has no "anything but": a "C" is looked at letter by letter. */
const firstLines = {
    [Multiline.Indented]: String.raw`^(?:[^\s)\]}C]|C(?:$|[^a]|a(?:$|[^u])))`,
    [Multiline.Dated]: String.raw`^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}`,
};

/** What the template of pods' logs names. */
export function podLogsView({
    namespaces,
    exclude = [],
    labels = {},
    podLabels = {},
    multiline,
}: PodLogsArgs) {
    const pairs = (all: Labels) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
        only: namespaces && namespaces.map(escaped).join("|"),
        without: exclude.length > 0 ? exclude.map(escaped).join("|") : undefined,
        fromPods: pairs(podLabels).map(([name, label]) => ({ name, source: podLabelSource(label) })),
        fixed: pairs(labels).map(([name, value]) => ({ name, value: replacement(value) })),
        firstLine: multiline && `\`${firstLines[multiline]}\``,
    };
}

/** What a pod's label is called where pods are found. */
export function podLabelSource(label: string): string {
    return `__meta_kubernetes_pod_label_${label.replace(/[^A-Za-z0-9_]/g, "_")}`;
}
