import { DiffKind, DiffRequest, DiffResponse, Properties } from "../plugin";
import { unknownValue } from "../values";
import { plan } from "./plan";
import { elementEssence, essence, isEqual, isProperties, Property, Schema } from "./schema";

/** The path of a property that changes, how it does, and whether this replaces the resource. */
interface Change {
    path: string;
    kind: "ADD" | "DELETE" | "UPDATE";
    replaces: boolean;
}

/**
 * What would change if the resource became as the program wants it.
 *
 * `uniqueName`: whether there can be only one resource of that name, so that it has to go before its replacement
 * comes.
 */
export function diff(schema: Schema, uniqueName: boolean, request: DiffRequest): DiffResponse {
    const { olds, news } = request;
    const planned = plan(schema, news, olds);
    const changes = new Map<string, Change[]>();
    for (const [name, property] of Object.entries(schema)) {
        const found = propertyChanges(name, property, olds[name], planned[name], false);
        if (found.length > 0) changes.set(name, found);
    }
    const replaces = [...changes].filter(([, found]) => found.some((change) => change.replaces));
    const replacedNames = replaces.map(([name]) => name);
    const nameGiven = !((news.__defaults ?? []) as string[]).includes("name");
    return {
        ...(replacedNames.length > 0 && { replaces: replacedNames }),
        stables: Object.keys(schema)
            .filter((name) => schema[name]?.replaces && !replacedNames.includes(name))
            .sort(),
        ...(replacedNames.length > 0 && uniqueName && nameGiven && { deleteBeforeReplace: true }),
        changes: changes.size > 0 ? "DIFF_SOME" : "DIFF_NONE",
        ...(changes.size > 0 && {
            diffs: [...changes.keys()],
            detailedDiff: Object.fromEntries(
                [...changes.values()].flat().map((change) => [change.path, detail(change)]),
            ),
        }),
        hasDetailedDiff: true,
    };
}

/** ADD is left out, being the default. */
function detail({ kind, replaces }: Change): { kind?: DiffKind } {
    if (replaces) return { kind: `${kind}_REPLACE` };
    return kind === "ADD" ? {} : { kind };
}

function propertyChanges(
    path: string,
    property: Property,
    before: unknown,
    after: unknown,
    inReplaced: boolean,
): Change[] {
    if (isEqual(essence(property, before), essence(property, after))) return [];
    const replaces = inReplaced || property.replaces === true;
    if (isNone(before)) return [{ path, kind: "ADD", replaces }];
    if (isNone(after)) return [{ path, kind: "DELETE", replaces }];
    if (after === unknownValue) return [{ path, kind: "UPDATE", replaces }];
    if (Array.isArray(before) && Array.isArray(after))
        return listChanges(path, property, before, after, replaces);
    if (isProperties(before) && isProperties(after)) {
        return fieldChanges(path, property.fields ?? {}, before, after, replaces);
    }
    return [{ path, kind: "UPDATE", replaces }];
}

/** Element by element; those of a set that are on both sides haven't changed, wherever they stand. */
function listChanges(
    path: string,
    property: Property,
    before: unknown[],
    after: unknown[],
    replaces: boolean,
): Change[] {
    const isSet = property.kind === "set";
    const has = (elements: unknown[], wanted: unknown) =>
        elements.some((element) =>
            isEqual(elementEssence(property, element), elementEssence(property, wanted)),
        );
    const indices = [...Array(Math.max(before.length, after.length)).keys()];
    return indices.flatMap((index) => {
        const at = `${path}[${index}]`;
        const goes = index < before.length && !(isSet && has(after, before[index]));
        const comes = index < after.length && !(isSet && has(before, after[index]));
        if (goes && comes) return elementChanges(at, property, before[index], after[index], replaces);
        if (goes) return [{ path: at, kind: "DELETE", replaces } as const];
        return comes ? [{ path: at, kind: "ADD", replaces } as const] : [];
    });
}

function elementChanges(
    path: string,
    property: Property,
    before: unknown,
    after: unknown,
    replaces: boolean,
): Change[] {
    if (isProperties(before) && isProperties(after)) {
        return fieldChanges(path, property.fields ?? {}, before, after, replaces);
    }
    return isEqual(before, after) ? [] : [{ path, kind: "UPDATE", replaces }];
}

function fieldChanges(
    path: string,
    fields: Schema,
    before: Properties,
    after: Properties,
    replaces: boolean,
): Change[] {
    return Object.entries(fields).flatMap(([name, field]) =>
        propertyChanges(`${path}.${name}`, field, before[name], after[name], replaces),
    );
}

function isNone(value: unknown): boolean {
    return value === null || value === undefined;
}
