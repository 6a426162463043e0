/**
 * More values for one of the stack's charts, as its values.yaml has them: they are merged into the stack's own. Objects are merged
 * field by field, lists are added to the stack's, and anything else takes its place. No secrets: Helm keeps them in the cluster
 * and Pulumi in its state, and both can be read.
 */
export type ChartValues = Record<string, unknown>;

/** Values of the stack's own with those of its users over them. */
export function mergedValues(own: ChartValues, given: ChartValues): ChartValues {
    const merged = Object.entries(given).map(([name, value]) => {
        const ours = own[name];
        if (isObject(ours) && isObject(value)) return [name, mergedValues(ours, value)];
        if (Array.isArray(ours) && Array.isArray(value))
            return [name, [...(ours as unknown[]), ...(value as unknown[])]];
        return [name, value];
    });
    return { ...own, ...(Object.fromEntries(merged) as ChartValues) };
}

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
