import { Properties } from "./plugin";

/** Stands for a value that is not known yet, in previews. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const mark = "4dabf18193072939515e22adb298388d";
const secretKind = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the engine encrypts in its state and hides from people. */
export function secret(value: unknown): Properties {
    return { [mark]: secretKind, value };
}

export function isSecret(value: unknown): value is { value: unknown } {
    return typeof value === "object" && value !== null && (value as Properties)[mark] === secretKind;
}

/** The value with every secret's mark taken off, at any depth. */
export function reveal(value: unknown): unknown {
    if (isSecret(value)) return reveal(value.value);
    if (Array.isArray(value)) return value.map(reveal);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reveal(inner)]));
}

export function containsSecret(value: unknown): boolean {
    if (isSecret(value)) return true;
    if (typeof value !== "object" || value === null) return false;
    return Object.values(value).some(containsSecret);
}

export function containsUnknown(value: unknown): boolean {
    if (value === unknownValue) return true;
    if (typeof value !== "object" || value === null) return false;
    return Object.values(value).some(containsUnknown);
}
