import { Properties } from "../plugin";
import { Property, Schema } from "./schema";

/** How the provider's own state differs from the one that Pulumi shows; the official plugins need it to read theirs. */
export function rawStateDelta(schema: Schema, state: Properties): Properties {
    return { obj: objectDelta(schema, state) };
}

/** The same right after the creation: until the first refresh, a block that only the real thing could tell is no list yet. */
export function createdStateDelta(schema: Schema, state: Properties): Properties {
    const told = Object.entries(schema).filter(
        ([name, { kind, computed }]) => !(kind === "block" && computed && (state[name] ?? null) === null),
    );
    return rawStateDelta(Object.fromEntries(told), state);
}

function objectDelta(schema: Schema, values: Properties): Properties {
    const properties: Properties = {};
    const renamed: Properties = {};
    for (const [name, property] of Object.entries(schema)) {
        const delta = valueDelta(property, values[name] ?? null);
        if (delta) properties[name] = delta;
        if (property.terraform) renamed[name] = property.terraform;
    }
    return {
        ...(Object.keys(properties).length > 0 && { ps: properties }),
        ...(Object.keys(renamed).length > 0 && { renamed }),
    };
}

function valueDelta({ kind, fields }: Property, value: unknown): Properties | undefined {
    if (kind === "block") {
        return { plu: { i: value === null ? {} : { obj: objectDelta(fields ?? {}, value as Properties) } } };
    }
    if (value === null) return undefined;
    if (kind === "map") return { map: {} };
    if (kind !== "list" && kind !== "set") return undefined;
    if (!fields) return { arr: {} };
    const elements = (value as Properties[]).map((element, index) => [
        index,
        { obj: objectDelta(fields, element) },
    ]);
    return { arr: elements.length > 0 ? { el: Object.fromEntries(elements) as Properties } : {} };
}

/** Under this key Terraform's SDK keeps a resource's timeouts, in nanoseconds. */
const timeoutsKey = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";
const twentyMinutes = 20 * 60 * 1e9;

export interface Meta {
    /** Whether the resource's timeouts are noted, which are always Terraform's own 20 minutes. */
    timeouts?: true;
    schemaVersion?: number;
}

/** What Terraform's SDK notes beside a state: `__meta`, where there is anything to note. */
export function metaProperties({ timeouts, schemaVersion }: Meta): Properties {
    const noted = {
        ...(timeouts && {
            [timeoutsKey]: { create: twentyMinutes, delete: twentyMinutes, update: twentyMinutes },
        }),
        ...(schemaVersion !== undefined && { schema_version: String(schemaVersion) }),
    };
    return Object.keys(noted).length > 0 ? { __meta: JSON.stringify(noted) } : {};
}
