/** What a preview would show of resources by name: "+" for made, "-" for removed, "~" for changed. */
export function preview(before: Map<string, string>, after: Map<string, string>): string[] {
    return [...new Set([...before.keys(), ...after.keys()])]
        .flatMap((name) => {
            if (!before.has(name)) return [`+ ${name}`];
            if (!after.has(name)) return [`- ${name}`];
            return before.get(name) === after.get(name) ? [] : [`~ ${name}`];
        })
        .sort();
}
