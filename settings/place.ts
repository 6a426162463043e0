/** A place below a key: ".alloy.version", "[0].key", `["a/b"]`. */
export function placeBelow(path: readonly PropertyKey[]): string {
    return path
        .map((part) => {
            if (typeof part === "number") return `[${part}]`;
            const name = String(part);
            return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `["${begin(name)}"]`;
        })
        .join("");
}

/** A key as a message may show it: where one should be, people write whole lines, values included. */
export function begin(key: string): string {
    const [legal = ""] = /^[\w./-]*/.exec(key) ?? [];
    return legal === key ? key : `${legal}…`;
}

/** What stands at a place below a value; undefined if there is nothing. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>(
        (inner, part) =>
            typeof inner === "object" && inner !== null
                ? (inner as Record<PropertyKey, unknown>)[part]
                : undefined,
        value,
    );
}
