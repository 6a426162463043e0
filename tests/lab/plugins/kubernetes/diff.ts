import { isDeepStrictEqual } from "node:util";

import { DiffKind, DiffResponse } from "../plugin";
import { unknownValue } from "../values";

type Keys = (string | number)[];

/** One place where what is wanted differs from what is there. */
export interface Difference {
    keys: Keys;
    kind: "ADD" | "DELETE" | "UPDATE";
}

/** Every place where `wanted` differs from `old`, as deep inside as it can be told. */
export function differences(old: unknown, wanted: unknown, keys: Keys = []): Difference[] {
    if (wanted === undefined) return [{ keys, kind: "DELETE" }];
    if (old === undefined) return [{ keys, kind: "ADD" }];
    if (wanted === unknownValue) return [{ keys, kind: "UPDATE" }];
    if (Array.isArray(old) && Array.isArray(wanted)) {
        const indexes = [...Array(Math.max(old.length, wanted.length)).keys()];
        return indexes.flatMap((index) => differences(old[index], wanted[index], [...keys, index]));
    }
    if (isMap(old) && isMap(wanted)) {
        const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
        return names.flatMap((name) => differences(old[name], wanted[name], [...keys, name]));
    }
    return isDeepStrictEqual(old, wanted) ? [] : [{ keys, kind: "UPDATE" }];
}

/** The answer to a Diff that found something. A change at or below one of the `replacing` places replaces. */
export function diffResponse(found: Difference[], replacing: string[][]): DiffResponse {
    const detailedDiff: DiffResponse["detailedDiff"] = {};
    const replaces: string[] = [];
    for (const { keys, kind } of found) {
        const path = propertyPath(keys);
        const replace = replacing.some((place) => place.every((key, index) => keys[index] === key));
        const diffKind: DiffKind = replace ? `${kind}_REPLACE` : kind;
        if (replace) replaces.push(path);
        // As in the recordings: ADD is the default, and what goes away is a difference of inputs alone.
        detailedDiff[path] = {
            ...(diffKind !== "ADD" && { kind: diffKind }),
            ...(kind === "DELETE" && { inputDiff: true }),
        };
    }
    return {
        changes: "DIFF_SOME",
        ...(replaces.length > 0 && { replaces }),
        detailedDiff,
        hasDetailedDiff: true,
    };
}

function propertyPath(keys: Keys): string {
    return keys.reduce<string>((path, key) => {
        if (typeof key === "number") return `${path}[${key}]`;
        if (/[."[\]]/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
        return path ? `${path}.${key}` : key;
    }, "");
}

export function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
