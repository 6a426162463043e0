import { stringify } from "yaml";
import { z } from "zod";

import { Key, keys, metaOf, schema } from "./schema";

const begin = "config:\n";

/** A key in Pulumi.yaml. */
export interface ProjectKey {
    type?: string;
    items?: { type: string };
    default: unknown;
    description: string;
    secret?: boolean;
}

/** What Pulumi.yaml says of a key. */
export function projectKey(key: Key): ProjectKey {
    const type = z.toJSONSchema(schema.shape[key], { io: "input" }) as Partial<ProjectKey>;
    const { description, secret } = metaOf(key);
    // Remotes are text or objects, which Pulumi has no type for. It would ask for a secret that has a type in every stack, and
    // takes no empty default for anything but text.
    const isEmpty = type.default === undefined && type.type !== "string";
    const isTyped = !secret && !key.endsWith("Remotes") && !isEmpty;
    return {
        ...(secret && { secret }),
        ...(isTyped && type.type && { type: type.type }),
        ...(isTyped && type.items && { items: { type: type.items.type } }),
        default: type.default ?? "",
        description,
    };
}

/** The text of Pulumi.yaml with its keys as the schema has them; they are the last in it. */
export function withKeys(text: string): string {
    const from = text.indexOf(`\n${begin}`);
    if (from < 0) throw new Error('Pulumi.yaml lacks a line "config:"');
    const config = Object.fromEntries(keys.map((key) => [`alloy-stack:${key}`, projectKey(key)]));
    const written = stringify(config, { lineWidth: 0, indent: 4, singleQuote: true });
    const indented = written.replace(/^(?=.)/gm, "    ");
    return `${text.slice(0, from + 1)}${begin}${indented}`;
}
