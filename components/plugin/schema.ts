import * as fs from "node:fs";
import * as path from "node:path";

/** What `schema.json` says of a property; the parts that are used here. */
export interface Property {
    type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
    /** Another type of the package, or one of Pulumi's own, whose values are not looked at. */
    $ref?: string;
    items?: Property;
    additionalProperties?: Property;
    /** It has to be known before anything is created. */
    plain?: boolean;
    secret?: boolean;
}

/** One of the package's types: an object, or one of a few texts. */
export interface Type {
    properties?: Record<string, Property>;
    required?: string[];
    enum?: { value: string | number }[];
}

export interface Component {
    inputProperties: Record<string, Property>;
    requiredInputs?: string[];
    /** The outputs. */
    properties: Record<string, Property>;
}

export interface PackageSchema {
    name: string;
    version: string;
    resources: Record<string, Component>;
    types: Record<string, Type>;
}

/** The package's schema as Pulumi is told it. It lies beside this folder, in the source as in what is published. */
export function readSchema(): string {
    const file = [
        path.resolve(__dirname, "../schema.json"),
        path.resolve(__dirname, "../../schema.json"),
    ].find((candidate) => fs.existsSync(candidate));
    if (file === undefined) throw new Error("schema.json is missing: npm run schema writes it");
    return fs.readFileSync(file, "utf8");
}

/** The type that a property refers to; undefined if it is a simple one, or one of Pulumi's own. */
export function referredType(schema: PackageSchema, { $ref }: Property): Type | undefined {
    return $ref?.startsWith("#/types/") ? schema.types[$ref.slice("#/types/".length)] : undefined;
}
