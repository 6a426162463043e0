import { z } from "zod";

import { Key, schema } from "./schema";

interface Described {
    properties?: Record<string, Described>;
    items?: Described;
    /** Of an object that may have some of these names. */
    propertyNames?: { enum?: string[] };
}

/** The names of the fields at a place in a key's value; none where they may have any name. */
export function fieldsAt(key: Key, path: readonly PropertyKey[]): string[] {
    let type: Described | undefined = z.toJSONSchema(schema.shape[key], { io: "input" }) as Described;
    for (const part of path) type = typeof part === "number" ? type?.items : type?.properties?.[String(part)];
    return type?.propertyNames?.enum ?? Object.keys(type?.properties ?? {});
}
