import * as fs from "node:fs";
import * as path from "node:path";

import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";

import { AlloyStack } from "../../components/index";
import { typeDocs } from "./typeDocs";

/** What Pulumi finds of the package; the parts that are changed here. */
interface Schema {
    resources: Record<string, Resource>;
    types: Record<string, Type>;
    [other: string]: unknown;
}

interface Described {
    description?: string;
    properties?: Record<string, Property>;
}

interface Resource extends Described {
    inputProperties: Record<string, Property>;
}

interface Type extends Described {
    enum?: { description?: string }[];
}

interface Property {
    $ref?: string;
    items?: Property;
    additionalProperties?: Property;
    description?: string;
    secret?: boolean;
    optional?: boolean;
}

/**
 * What is secret, by the type that it belongs to. Pulumi's analyzer cannot be told in the code. Programs in other languages send
 * it encrypted then, and show it to nobody, whether they say that it is a secret or not.
 */
const secrets: Record<string, string[]> = {
    "alloy-stack:index:AlloyStack": ["generatedPasswords"],
    "alloy-stack:index:Remote": ["password", "bearerToken", "clientKey"],
    "alloy-stack:index:EsoLogin": ["password", "secretId"],
    "alloy-stack:index:RegistryLogin": ["password"],
    "alloy-stack:index:Explain": ["kubeconfig"],
};

interface Manifest {
    name: string;
    license: string;
    keywords: string[];
}

/**
 * The package's `schema.json`: what Pulumi's analyzer finds in the source, and what it leaves out. These are what types and enums are
 * for, what is secret, and who made it. Types lose their "Args", which SDKs add themselves.
 */
export async function generateSchema(folder: string): Promise<string> {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
    const provider = new ComponentProvider({
        name: manifest.name,
        dirname: folder,
        components: [AlloyStack],
    });
    const found = JSON.parse(await provider.getSchema()) as Schema;
    const { name, version, description, ...rest } = found;
    const schema: Schema = {
        name,
        displayName: "Alloy Stack",
        version,
        description,
        keywords: [...manifest.keywords, "kind/component", "category/infrastructure"],
        license: manifest.license,
        ...rest,
        resources: found.resources,
        types: named(found.types, typeDocs(folder)),
    };
    for (const type of [...Object.values(schema.resources), ...Object.values(schema.types)]) tidy(type);
    for (const resource of Object.values(schema.resources)) tidyAll(resource.inputProperties);
    mark({ ...schema.types, ...schema.resources });
    return `${JSON.stringify(schema, null, 4)}\n`;
}

/** The types with their sentences and without "Args". */
function named(types: Record<string, Type>, docs: ReadonlyMap<string, string>): Record<string, Type> {
    return Object.fromEntries(
        Object.entries(types).map(([token, type]) => {
            const description = docs.get(token.split(":").at(-1) ?? "");
            if (description === undefined) throw new Error(`${token} has no doc comment`);
            return [withoutArgs(token), { description, ...type }];
        }),
    );
}

function withoutArgs(token: string): string {
    return token.replace(/Args$/, "");
}

function tidy(type: Resource | Type): void {
    if (type.description !== undefined) type.description = oneLine(type.description);
    for (const member of "enum" in type ? (type.enum ?? []) : [])
        if (member.description !== undefined) member.description = oneLine(member.description);
    tidyAll(type.properties ?? {});
}

function tidyAll(properties: Record<string, Property>): void {
    for (const property of Object.values(properties)) tidyProperty(property);
}

function tidyProperty(property: Property): void {
    if (property.description !== undefined) property.description = oneLine(property.description);
    if (property.$ref !== undefined) property.$ref = withoutArgs(property.$ref);
    // What is required is said beside the properties; Pulumi's own schemas have no such mark.
    delete property.optional;
    for (const inner of [property.items, property.additionalProperties]) if (inner) tidyProperty(inner);
}

function mark(types: Record<string, Type>): void {
    for (const [token, names] of Object.entries(secrets))
        for (const name of names) {
            const property = types[token]?.properties?.[name];
            if (!property) throw new Error(`${token} has no property ${name} that could be secret`);
            property.secret = true;
        }
}

/** Paragraphs stay; lines are as long as whoever shows them likes. */
function oneLine(text: string): string {
    return text.replace(/(?<!\n)\n(?!\n)/g, " ").trim();
}
