import { z } from "zod";

import { remoteObject } from "./remoteObject";
import { keys, metaOf, schema } from "./schema";

/** Where docs/configuration.md has a table, and the table. */
const tables = {
    keys: () => table(keyRows()),
    remote: () => table(remoteRows()),
};

/** The text of docs/configuration.md with its tables as the schema has them, each between its two markers. */
export function withTables(document: string): string {
    return Object.entries(tables).reduce((text, [name, rows]) => {
        const begin = `<!-- ${name}: written by npm run docs -->`;
        const end = `<!-- ${name}: end -->`;
        const [from, to] = [text.indexOf(begin), text.indexOf(end)];
        if (from < 0 || to < from)
            throw new Error(`docs/configuration.md lacks "${begin}" and "${end}" below it`);
        // One line a row, whatever its length: a changed key is one changed line.
        const content = `<!-- prettier-ignore-start -->\n${rows()}\n<!-- prettier-ignore-end -->`;
        return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
    }, document);
}

/** All that can be set, as the tables name it; a remote's fields are below "remote". */
export function options(): string[] {
    return [...keyRows().map(({ key }) => key), ...remoteRows().map(({ key }) => `remote.${key}`)];
}

/** The parts of a JSON schema that are written down. */
interface Described {
    type?: string;
    enum?: string[];
    description?: string;
    default?: unknown;
    const?: string;
    anyOf?: Described[];
    items?: Described;
    properties?: Record<string, Described>;
    required?: string[];
}

interface Row {
    key: string;
    type: string;
    default: string;
    meaning: string;
}

function keyRows(): Row[] {
    return keys.flatMap((key) => {
        const { description, secret, only } = metaOf(key);
        const type = z.toJSONSchema(schema.shape[key], { io: "input" }) as Described;
        const row = {
            key,
            type: `${secret ? "secret " : ""}${typeText(type)}`,
            default: key === "clusterName" ? "required" : defaultText(type),
            meaning: only ? `${description} Only ${only}.` : description,
        };
        return [row, ...fieldRows(key, type)];
    });
}

function remoteRows(): Row[] {
    return fieldRows("", z.toJSONSchema(remoteObject, { io: "input" }) as Described);
}

/** What is inside an object, or inside each of a list. */
function fieldRows(path: string, type: Described): Row[] {
    if (type.items) return fieldRows(`${path}[]`, type.items);
    const fields = Object.entries(type.properties ?? {});
    // Several of the same kind are written down once.
    const [first, second] = fields.map(([, field]) => JSON.stringify(field));
    if (first === second && fields[0]?.[1].properties) return fieldRows(`${path}.<name>`, fields[0][1]);
    return fields.flatMap(([name, field]) => {
        const key = path ? `${path}.${name}` : name;
        const isRequired = type.required?.includes(name);
        const row = {
            key,
            type: typeText(field),
            default: isRequired ? "required" : defaultText(field),
            meaning: field.description ?? "",
        };
        return row.meaning ? [row, ...fieldRows(key, field)] : fieldRows(key, field);
    });
}

function typeText({ type = "", enum: values, items, const: only, anyOf }: Described): string {
    if (anyOf) return anyOf.map(typeText).join(" or ");
    if (only !== undefined) return `"${only}"`;
    if (values) return values.map((value) => `"${value}"`).join(" or ");
    const words: Record<string, string> = { string: "text", boolean: "true or false", integer: "number" };
    if (type !== "array") return words[type] ?? type;
    return items?.type || items?.enum ? `list of ${typeText(items)}` : "list";
}

function defaultText({ default: value }: Described): string {
    const isNone = value === undefined || JSON.stringify(value) === "{}";
    return isNone ? "" : `\`${JSON.stringify(value)}\``;
}

function table(rows: Row[]): string {
    const line = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |`;
    return [
        line(["Key", "Type", "Default", "What it is"]),
        line(["---", "---", "---", "---"]),
        ...rows.map((row) => line([`\`${row.key}\``, row.type, row.default, row.meaning])),
    ].join("\n");
}

/** Outside of `code`, Markdown takes "<name>" for HTML. */
function escaped(cell: string): string {
    const parts = cell.replaceAll("|", "\\|").split("`");
    return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part)).join("`");
}
