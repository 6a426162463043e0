import * as fs from "node:fs";

import { isMap, LineCounter, parseDocument } from "yaml";

import { Failure } from "../failure";

/**
 * Read a YAML file as Pulumi's CLI does, which is not the YAML that JavaScript has by default: there are dates, merge
 * keys and numbers of any length. An empty file is an empty object. What cannot be read is said with its line and column.
 */
export function readYamlFile(file: string): Record<string, unknown> {
    const lines = new LineCounter();
    const document = parseDocument(fs.readFileSync(file, "utf8"), {
        lineCounter: lines,
        prettyErrors: false,
        merge: true,
        intAsBigInt: true,
        customTags: ["timestamp"],
    });
    const [error] = document.errors;
    if (error) {
        const { line, col } = lines.linePos(error.pos[0]);
        throw new Failure(`${file}:${line}:${col}: this is no YAML: ${firstLine(error.message)}`);
    }
    if (document.contents === null) return {};
    if (!isMap(document.contents)) throw new Failure(`${file}:1:1: there are no keys with values in it`);
    return asGo(document.toJS()) as Record<string, unknown>;
}

/** Dates as Go prints them, and whole numbers as numbers where these hold them. */
function asGo(value: unknown): unknown {
    if (value instanceof Date) return value.toISOString().replace(/T(.*?)(\.000)?Z$/, " $1 +0000 UTC");
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (Array.isArray(value)) return value.map(asGo);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asGo(inner)]));
}

function firstLine(text: string): string {
    return text.split("\n")[0] ?? "";
}
