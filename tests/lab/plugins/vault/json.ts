/** JSON as Go writes it, which is how Terraform's provider keeps it: on one line, keys in order, "<" escaped. */
export function goJson(value: unknown): string {
    return JSON.stringify(inKeyOrder(value)).replace(
        /[<>&\u2028\u2029]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** The same JSON in that spelling. */
export function normalJson(text: string): string {
    return goJson(parseObject(text));
}

export function parseObject(text: string): Record<string, unknown> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        // The text is not in the message: it is a secret.
        throw new Error("dataJson is not valid JSON; give it an object, such as pulumi.jsonStringify makes");
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        return value as Record<string, unknown>;
    }
    throw new Error("dataJson must be a JSON object");
}

/** A map whose values are all texts: those that aren't are written as JSON. */
export function asTexts(values: Record<string, unknown>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
            key,
            typeof value === "string" ? value : goJson(value),
        ]),
    );
}

function inKeyOrder(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inKeyOrder);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, inKeyOrder(inner)]),
    );
}
