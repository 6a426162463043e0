import { inOrder, Property } from "../bridged/schema";

export interface Label {
    label: string;
    value: string;
}

/** Labels as properties; a change replaces what bears them. */
export const labelsProperty: Property = {
    kind: "set",
    replaces: true,
    fields: {
        label: { kind: "string", served: true, required: true },
        value: { kind: "string", served: true, required: true },
    },
};

export function asMap(labels: unknown): Record<string, string> {
    return Object.fromEntries(((labels ?? []) as Label[]).map(({ label, value }) => [label, value]));
}

export function asLabels(map: Record<string, string> | null | undefined): unknown[] {
    return inOrder(Object.entries(map ?? {}).map(([label, value]) => ({ label, value })));
}
