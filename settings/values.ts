import { stringify } from "yaml";
import { z } from "zod";

import { nearest } from "../components/validate/nearest";
import { fieldsAt } from "./fields";
import { begin, placeBelow, valueAt } from "./place";
import { kindOf, shown, shownName } from "../components/validate/problem";
import { Problems } from "./problems";
import { Key, keys, metaOf, schema, StackValues } from "./schema";

/**
 * Read a stack's values, as Pulumi hands them out: text, and JSON for lists and objects. What is wrong with them goes
 * to `problems`; such a key has its default then, or what is left of it, so that the others can be looked at.
 */
export function readValues(given: Readonly<Record<string, string>>, problems: Problems): StackValues {
    for (const key of Object.keys(given)) if (!isKey(key)) refuseUnknown(key, problems);
    const values = keys.map((key) => {
        const type: z.ZodType = schema.shape[key];
        const value = decode(key, given[key]);
        const parsed = type.safeParse(value);
        if (parsed.success) return [key, parsed.data];
        for (const issue of parsed.error.issues) report(key, issue, value, problems);
        const { success, data } = type.safeParse(undefined);
        return [key, rest(type, value, parsed.error.issues) ?? (success ? data : placeholder)];
    });
    return Object.fromEntries(values) as StackValues;
}

/** What is left of a record without its entries that are wrong: each is by itself. Undefined if it is no record. */
function rest(type: z.ZodType, value: unknown, issues: z.core.$ZodIssue[]): unknown {
    const wrong = new Set(issues.map(({ path: [entry] }) => entry));
    if (!(type instanceof z.ZodDefault && type.unwrap() instanceof z.ZodRecord) || wrong.has(undefined))
        return undefined;
    const right = Object.entries(value as object).filter(([entry]) => !wrong.has(entry));
    return type.safeParse(Object.fromEntries(right)).data;
}

/** Stands for a name that is not there or not allowed, while the rest is looked at. */
const placeholder = "unnamed";

function isKey(key: string): key is Key {
    return Object.hasOwn(schema.shape, key);
}

function refuseUnknown(key: string, problems: Problems): void {
    const meant = nearest(key, keys);
    problems.add(begin(key), "there is no such key", {
        expected: meant ? `"${meant}", if that is meant` : "one of the keys in docs/configuration.md",
        ...(meant && { write: `${problems.project}:${meant}: ...` }),
    });
}

/** What a type's values are written as. */
const written = Object.fromEntries(
    keys.map((key) => [key, z.toJSONSchema(schema.shape[key], { io: "input" }).type]),
);

function decode(key: Key, text: string | undefined): unknown {
    if (text === undefined) return undefined;
    // A key that the project lists needs a default; an empty one stands for none.
    if (text === "" && schema.shape[key] instanceof z.ZodOptional) return undefined;
    switch (written[key]) {
        case "string":
            return text;
        case "boolean":
            return text === "true" ? true : text === "false" ? false : text;
        default:
            try {
                return JSON.parse(text) as unknown;
            } catch {
                return text; // The schema refuses it, as text where a list or an object should be.
            }
    }
}

/** Say what zod has found in the same words everywhere. */
function report(key: Key, issue: z.core.$ZodIssue, given: unknown, problems: Problems): void {
    const { expected, example, secret, unshown } = metaOf(key);
    const at = `${key}${placeBelow(issue.path)}`;
    if (issue.code === "unrecognized_keys") {
        for (const name of issue.keys) {
            const meant = nearest(name, fieldsAt(key, issue.path));
            problems.add(at, `there is no ${shownName(name)} in it`, {
                expected: meant ? `"${meant}", if that is meant` : expected,
            });
        }
        return;
    }
    const value = unquoted(valueAt(given, issue.path));
    const found =
        value === undefined ? "is missing" : `is ${secret || unshown ? kindOf(value) : shown(value)}`;
    const isInside = issue.path.length > 0 && value !== undefined;
    problems.add(at, found, {
        expected: (isInside && expectedOf(issue)) || expected,
        ...(secret && { run: problems.setSecret(key) }),
        ...(example !== undefined && { write: line(`${problems.project}:${key}`, example) }),
    });
}

/** What a field of a key should be; what is expected of the whole key says little about it. */
function expectedOf(issue: z.core.$ZodIssue): string | undefined {
    if (issue.code === "invalid_type") return kinds[issue.expected];
    if (issue.code !== "invalid_value") return undefined;
    const choices = issue.values.map((value) => JSON.stringify(value)).join(", ");
    return choices.replace(/, ("[^"]*")$/, " or $1");
}

/** By zod's name of it. */
const kinds: Record<string, string> = {
    string: "text",
    boolean: "true or false",
    number: "a number",
    int: "a whole number",
    array: "a list",
    object: "an object",
    record: "an object",
};

/** A list or an object where text should be: Pulumi hands out its JSON. */
function unquoted(value: unknown): unknown {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}

/** A key with a value, as lines of a stack file. */
export function line(key: string, value: unknown): string {
    // A block of text is given as it is written.
    if (typeof value === "string" && value.startsWith("|")) return `${key}: ${value}`;
    return stringify({ [key]: value }, { lineWidth: 0, indent: 4 }).trimEnd();
}
