import { Properties } from "../plugin";
import { elementEssence, essence, isEqual, isProperties, Property, Schema } from "./schema";

/** The inputs that would have led to the state: the old ones, with the values that were found. */
export function refreshedInputs(schema: Schema, inputs: Properties, state: Properties): Properties {
    const refreshed: Properties = {};
    for (const [name, old] of Object.entries(inputs)) {
        const property = schema[name];
        const value = state[name] ?? null;
        if (property && value !== null) refreshed[name] = refreshedValue(property, old, value);
    }
    const defaults = ((inputs.__defaults ?? []) as string[]).filter((name) => {
        const property = schema[name];
        return property && isEqual(essence(property, inputs[name]), essence(property, refreshed[name]));
    });
    return defaults.length > 0 ? { __defaults: defaults, ...refreshed } : refreshed;
}

function refreshedValue(property: Property, old: unknown, value: unknown): unknown {
    const { fields } = property;
    if (!fields) return value;
    if (isProperties(old) && isProperties(value)) return refreshedInputs(fields, old, value);
    if (!Array.isArray(old) || !Array.isArray(value)) return value;
    const elements =
        property.kind === "set" ? inOrderOf(property, old, value) : (value as readonly unknown[]);
    return elements.map((element, index) => {
        const before: unknown = old[index];
        if (!isProperties(element)) return element;
        return isProperties(before)
            ? refreshedInputs(fields, before, element)
            : elementEssence(property, element);
    });
}

/** A set's elements, those that were there before in their old order. */
function inOrderOf(property: Property, old: unknown[], elements: unknown[]): unknown[] {
    const essences = old.map((element) => elementEssence(property, element));
    const position = (element: unknown) => {
        const index = essences.findIndex((before) => isEqual(before, elementEssence(property, element)));
        return index < 0 ? old.length : index;
    };
    return [...elements].sort((a, b) => position(a) - position(b));
}
