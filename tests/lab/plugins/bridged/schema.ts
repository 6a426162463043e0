import { Properties } from "../plugin";
import { containsUnknown } from "../values";

/**
 * A resource's properties as Terraform's provider declares them. Pulumi's official plugins for Vault and Docker are
 * bridges to Terraform providers: what they answer follows from this declaration.
 */
export type Schema = Record<string, Property>;

export interface Property {
    /** A "block" is a list that takes one element at most, and that Pulumi shows as that element. */
    kind: "string" | "number" | "boolean" | "map" | "list" | "set" | "block";
    /** What the block, or each element of the list or set, consists of. A list or set without it is of strings. */
    fields?: Schema;
    /** A program may give it. Whatever else the official plugin takes is refused. */
    served?: true;
    required?: true;
    default?: string | number | boolean;
    /** Known once the resource exists, unless the program gives it. */
    computed?: true;
    /** Whatever it is, it is right if the program doesn't give it. */
    unmanaged?: true;
    /** A change replaces the resource. */
    replaces?: true;
    secret?: true;
    /** Terraform's name for it, where that isn't simply ours in another spelling. */
    terraform?: string;
    /** The one spelling of the values that mean the same. */
    normal?: (value: string) => string;
}

/** The properties that a program may give. */
export function servedNames(schema: Schema): string[] {
    return Object.keys(schema)
        .filter((name) => schema[name]?.served)
        .sort();
}

export function isProperties(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a value comes down to when it is compared: Terraform doesn't tell an empty value from none, and the order in a
 * set is of no meaning.
 */
export function essence(property: Property, value: unknown): unknown {
    if (value === null || value === undefined || value === "" || value === 0 || value === false)
        return undefined;
    if (typeof value === "string")
        return property.normal && !containsUnknown(value) ? property.normal(value) : value;
    if (Array.isArray(value)) {
        const elements = value.map((element: unknown) => elementEssence(property, element));
        if (elements.length === 0) return undefined;
        return property.kind === "set" ? inOrder(elements) : elements;
    }
    if (isProperties(value)) {
        const entries =
            property.kind === "block"
                ? Object.entries(fieldsEssence(property.fields ?? {}, value))
                : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
        return entries.length > 0 ? Object.fromEntries(entries) : undefined;
    }
    return value;
}

/** The same for one element of a list or set. */
export function elementEssence(property: Property, element: unknown): unknown {
    return isProperties(element) ? fieldsEssence(property.fields ?? {}, element) : element;
}

function fieldsEssence(fields: Schema, values: Properties): Properties {
    const entries = Object.keys(fields)
        .sort()
        .map((name) => [name, essence(fields[name]!, values[name])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Elements of a set, in an order that depends on nothing but themselves. */
export function inOrder(elements: unknown[]): unknown[] {
    return [...elements].sort((a, b) => {
        const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
        return left < right ? -1 : left > right ? 1 : 0;
    });
}

export function isEqual(a: unknown, b: unknown): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}
