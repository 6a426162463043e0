import { z } from "zod";

import { remoteObject } from "./remoteObject";
import { Key, keys, metaOf, schema } from "./schema";
import { tasks } from "./tasks";
import { line } from "./values";

/** What docs/configuration.md has between markers. */
const tables = {
    keys: () => byTask(),
    remote: () => fenced(table(remoteRows())),
};

/** The text of docs/configuration.md with its tables as the schema has them, each between its two markers. */
export function withTables(document: string): string {
    return Object.entries(tables).reduce((text, [name, rows]) => {
        const begin = `<!-- ${name}: written by npm run docs -->`;
        const end = `<!-- ${name}: end -->`;
        const [from, to] = [text.indexOf(begin), text.indexOf(end)];
        if (from < 0 || to < from)
            throw new Error(`docs/configuration.md lacks "${begin}" and "${end}" below it`);
        return `${text.slice(0, from)}${begin}\n\n${rows()}\n\n${text.slice(to)}`;
    }, document);
}

/** One line a row, whatever its length: a changed key is one changed line. */
function fenced(rows: string): string {
    return `<!-- prettier-ignore-start -->\n${rows}\n<!-- prettier-ignore-end -->`;
}

function byTask(): string {
    const grouped = tasks.flatMap(([, some]) => some);
    const others = keys.filter((key) => !grouped.includes(key));
    const all = others.length > 0 ? [...tasks, ["Other keys", others] as const] : tasks;
    return all
        .map(([task, some]) =>
            [`### ${task}`, fenced(table(some.flatMap(rowsOf))), ...examples(some)].join("\n\n"),
        )
        .join("\n\n");
}

/** An example for each key: lines of a stack file, and commands for what is kept encrypted. */
function examples(some: readonly Key[]): string[] {
    const lines = some
        .filter((key) => !metaOf(key).secret)
        .map((key) => line(`alloy-stack:${key}`, exampleOf(key)));
    const commands = some.filter((key) => metaOf(key).secret).map(setSecret);
    return [
        ...(lines.length > 0 ? [`\`\`\`yaml\n${lines.join("\n")}\n\`\`\``] : []),
        ...(commands.length > 0 ? [`\`\`\`bash\n${commands.join("\n")}\n\`\`\``] : []),
    ];
}

/** The key's own example, or for a choice another than its default. */
function exampleOf(key: Key): unknown {
    const { example } = metaOf(key);
    if (example !== undefined) return example;
    const type = z.toJSONSchema(schema.shape[key], { io: "input" }) as Described;
    if (type.enum) return type.enum.find((value) => value !== type.default);
    if (type.type === "boolean") return type.default !== true;
    throw new Error(`the key ${key} needs an example`);
}

/** Some secrets are kept in one object. */
const firstEntry: Partial<Record<Key, string>> = {
    remotePasswords: '["prometheus/primary"]',
    remoteClientKeys: '["prometheus/primary"]',
    verify: ".prometheus.url",
};

function setSecret(key: Key): string {
    const entry = firstEntry[key];
    return entry === undefined
        ? `pulumi config set --secret alloy-stack:${key}`
        : `pulumi config set --secret --path 'alloy-stack:${key}${entry}'`;
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
    return keys.flatMap(rowsOf);
}

function rowsOf(key: Key): Row[] {
    const { description, secret, only } = metaOf(key);
    const type = z.toJSONSchema(schema.shape[key], { io: "input" }) as Described;
    const row = {
        key,
        type: `${secret ? "secret " : ""}${typeText(type)}`,
        default: key === "clusterName" ? "required" : defaultText(type),
        meaning: only ? `${description} Only ${only}.` : description,
    };
    return [row, ...fieldRows(key, type)];
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
    const row = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |`;
    return [
        row(["Key", "Type", "Default", "What it does"]),
        row(["---", "---", "---", "---"]),
        ...rows.map((one) => row([`\`${one.key}\``, one.type, one.default, one.meaning])),
    ].join("\n");
}

/** Outside of `code`, Markdown takes "<name>" for HTML. */
function escaped(cell: string): string {
    const parts = cell.replaceAll("|", "\\|").split("`");
    return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part)).join("`");
}
