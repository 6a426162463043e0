import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { inOrder, isProperties, Property, Schema } from "./schema";

/** The state that a program asks for. What nobody knows yet is unknown, or stays as it is in the prior state. */
export function plan(schema: Schema, inputs: Properties, prior?: Properties): Properties {
    const state: Properties = {};
    for (const [name, property] of Object.entries(schema)) {
        const given = inputs[name];
        if (given !== undefined) state[name] = asPlanned(property, given);
        else if (prior && (property.computed || property.unmanaged)) state[name] = prior[name] ?? null;
        else if (property.computed) state[name] = unknownValue;
        else state[name] = property.default ?? (isBlocks(property) ? [] : null);
    }
    return state;
}

/** The state of what has just been created: as planned, and as it was then found. */
export function createdState(schema: Schema, planned: Properties, found: Properties): Properties {
    const state: Properties = {};
    for (const [name, property] of Object.entries(schema)) {
        const value = name in found ? found[name] : planned[name];
        // Terraform takes an empty collection for what was planned as nothing, until the next refresh.
        if (planned[name] === null && isEmptyCollection(value)) state[name] = null;
        else state[name] = value === unknownValue ? nothing(property) : value;
    }
    return state;
}

/** The state at a refresh: as found, and as it was where nothing tells. */
export function refreshedState(schema: Schema, prior: Properties, found: Properties): Properties {
    const state: Properties = {};
    for (const [name, property] of Object.entries(schema)) {
        state[name] = name in found ? found[name] : withZeros(property, prior[name] ?? null);
    }
    return state;
}

function asPlanned(property: Property, given: unknown): unknown {
    if (given === unknownValue) return given;
    if (Array.isArray(given)) {
        const elements = given.map((element: unknown) =>
            isProperties(element) ? fieldsAsPlanned(property.fields ?? {}, element) : element,
        );
        return property.kind === "set" ? inOrder(elements) : elements;
    }
    if (isProperties(given) && property.fields) return fieldsAsPlanned(property.fields, given);
    return typeof given === "string" && property.normal ? property.normal(given) : given;
}

/** In a block, Terraform makes texts and lists that aren't given empty ones. */
function fieldsAsPlanned(fields: Schema, given: Properties): Properties {
    const values: Properties = {};
    for (const [name, field] of Object.entries(fields)) {
        const value = given[name];
        if (value !== undefined) values[name] = asPlanned(field, value);
        else if (field.default !== undefined) values[name] = field.default;
        else values[name] = field.kind === "string" ? "" : nothing(field);
    }
    return values;
}

/** A refresh makes zeros of the numbers and booleans in blocks that aren't given. */
function withZeros(property: Property, value: unknown): unknown {
    const { fields } = property;
    if (property.kind === "block" || !fields || !Array.isArray(value)) return value;
    return value.map((element: Properties) => {
        const zeros = Object.entries(fields).map(([name, field]) => {
            const zero = field.kind === "number" ? 0 : field.kind === "boolean" ? false : null;
            return [name, element[name] ?? zero];
        });
        return Object.fromEntries(zeros) as Properties;
    });
}

function nothing(property: Property): unknown {
    return property.kind === "list" || property.kind === "set" ? [] : null;
}

/** Blocks that aren't there are an empty list; other lists are nothing. */
function isBlocks(property: Property): boolean {
    return property.fields !== undefined && property.kind !== "block";
}

function isEmptyCollection(value: unknown): boolean {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
