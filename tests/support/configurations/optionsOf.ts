import { Configuration } from "./valid";

/** Everything that a configuration sets, as docs/configuration.md names it. */
export function optionsOf(configuration: Configuration): Set<string> {
    return new Set(Object.entries(configuration).flatMap(([key, value]) => [key, ...fieldsOf(key, value)]));
}

function fieldsOf(path: string, value: unknown): string[] {
    if (path.endsWith("Remotes")) {
        if (!Array.isArray(value)) return [];
        return value.flatMap((remote: unknown) =>
            typeof remote === "string" ? ["remote as text"] : fieldsOf("remote", remote),
        );
    }
    if (Array.isArray(value)) return value.flatMap((one: unknown) => fieldsOf(`${path}[]`, one));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
        const field = path === "charts" ? "charts.<name>" : `${path}.${key}`;
        return [field, ...fieldsOf(field, inner)];
    });
}
