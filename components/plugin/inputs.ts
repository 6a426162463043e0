import { setImmediate } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { nearest } from "../validate/nearest";
import { kindOf, Problem, shown } from "../validate/problem";
import { Component, PackageSchema, Property, referredType } from "./schema";

type Values = Record<string, unknown>;

export interface ReadInputs {
    /** What fits the schema. What is required and does not is empty. */
    args: Values;
    /** What is wrong with single values. */
    problems: Problem[];
    /** Names that the schema does not have. */
    unknown: Problem[];
}

/**
 * What a program in another language gives a component, held to the schema: no compiler has looked at it. What has to be known
 * is plain afterwards, and what is secret by the schema, or by the one who gives it, stays so.
 */
export async function readInputs(
    schema: PackageSchema,
    { inputProperties, requiredInputs = [] }: Component,
    inputs: pulumi.Inputs,
): Promise<ReadInputs> {
    const reader = new InputReader(schema);
    const object = { properties: inputProperties, required: requiredInputs };
    const args = await reader.readObject(inputs, object, "", false);
    return { args, problems: reader.problems, unknown: reader.unknown };
}

interface ObjectType {
    properties: Record<string, Property>;
    required: string[];
}

class InputReader {
    readonly problems: Problem[] = [];
    readonly unknown: Problem[] = [];

    constructor(private readonly schema: PackageSchema) {}

    /** An object of a type. `secret` if all of it was given as a secret. */
    async readObject(given: Values, type: ObjectType, at: string, secret: boolean): Promise<Values> {
        const { properties, required } = type;
        const place = (name: string) => (at === "" ? name : `${at}.${name}`);
        const read: Values = {};
        for (const [name, value] of Object.entries(given)) {
            const property = properties[name];
            if (!property) this.noteUnknown(name, place(name), Object.keys(properties));
            else if (value !== undefined && value !== null) {
                const fits = await this.read(value, property, place(name), secret);
                if (fits !== undefined) read[name] = fits;
            }
        }
        for (const name of required) {
            if (given[name] === undefined || given[name] === null)
                this.problems.push({ path: place(name), found: "is missing" });
            read[name] ??= "";
        }
        return read;
    }

    /** A value of a property; undefined, and a problem, if it is not one. */
    private async read(value: unknown, property: Property, at: string, secret: boolean): Promise<unknown> {
        if (pulumi.Output.isInstance(value)) {
            if (!property.plain) return property.secret || secret ? pulumi.secret(value) : value;
            const found = await settled(value);
            if (!found) return this.wrong(at, "comes from what is not there yet", "what is known beforehand");
            return this.read(found.value, property, at, secret || (await pulumi.isSecret(value)));
        }
        const type = referredType(this.schema, property);
        if (type?.enum) return this.readEnum(value, type.enum, at);
        if (type?.properties) {
            if (!isObject(value)) return this.wrong(at, `is ${kindOf(value)}`, "an object");
            const { properties, required = [] } = type;
            return this.readObject(value, { properties, required }, at, secret);
        }
        return this.readSimple(value, property, at, secret);
    }

    private async readSimple(
        value: unknown,
        property: Property,
        at: string,
        secret: boolean,
    ): Promise<unknown> {
        const { type, items, additionalProperties } = property;
        if (type === "array") {
            if (!Array.isArray(value)) return this.wrong(at, `is ${kindOf(value)}`, "a list");
            if (!items) return value as unknown;
            return this.readAll(
                value.map((item, index) => [`${at}[${index}]`, item]),
                items,
                secret,
            );
        }
        if (type === "object") {
            if (!isObject(value)) return this.wrong(at, `is ${kindOf(value)}`, "an object");
            if (!additionalProperties) return value;
            const names = Object.keys(value);
            const places = names.map((name): [string, unknown] => [`${at}.${name}`, value[name]]);
            const read = await this.readAll(places, additionalProperties, secret);
            return Object.fromEntries(names.map((name, index) => [name, read[index]]));
        }
        const expected = type && simple[type];
        if (expected && typeof value !== expected.type)
            return this.wrong(at, `is ${kindOf(value)}`, expected.words);
        // Of what has to be known, nothing can be kept from those who may read the state.
        return !property.plain && (property.secret || secret) ? pulumi.secret(value) : value;
    }

    private readAll(values: [at: string, value: unknown][], property: Property, secret: boolean) {
        return Promise.all(values.map(([at, value]) => this.read(value, property, at, secret)));
    }

    private readEnum(value: unknown, members: { value: string | number }[], at: string): unknown {
        if (members.some((member) => member.value === value)) return value;
        return this.wrong(at, `is ${shown(value)}`, members.map((member) => shown(member.value)).join(", "));
    }

    private noteUnknown(name: string, path: string, known: string[]): void {
        const near = nearest(name, known);
        this.unknown.push({
            path,
            found: "is not known",
            expected: near === undefined ? `one of ${known.join(", ")}` : near,
        });
    }

    /** Note what is wrong. Returns what is left of it: nothing. */
    private wrong(path: string, found: string, expected: string): unknown {
        this.problems.push({ path, found, expected });
        return undefined;
    }
}

const simple: Partial<Record<string, { type: string; words: string }>> = {
    string: { type: "string", words: "text" },
    number: { type: "number", words: "a number" },
    integer: { type: "number", words: "a number" },
    boolean: { type: "boolean", words: "true or false" },
};

function isObject(value: unknown): value is Values {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An output's value, if it is known already. */
async function settled(output: pulumi.Output<unknown>): Promise<{ value: unknown } | undefined> {
    const found: { value: unknown }[] = [];
    output.apply((value) => void found.push({ value }));
    await pulumi.isSecret(output);
    // What Pulumi itself has still to do for a value that it has been given is done by then.
    await setImmediate();
    return found[0];
}
