import * as fs from "node:fs";
import * as path from "node:path";

import { betweenMarkers } from "./betweenMarkers";

/** The text of docs/proof.md with the titles of all end-to-end tests, by file. */
export function withTests(document: string, folder: string): string {
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".spec.ts"));
    const parts = files.map((file) => {
        const lines = titles(fs.readFileSync(path.join(folder, file), "utf8"));
        return `### [${file}](../tests/e2e/${file})\n\n${lines.join("\n")}\n`;
    });
    return betweenMarkers(document, "docs/proof.md", "tests", parts.join("\n"));
}

/** A line for each group and each test. A title that is put together at run time is left out. */
function titles(text: string): string[] {
    const found = text.matchAll(/^( *)(?:describe|it)\(\s*"((?:[^"\\]|\\.)*)"/gm);
    return [...found].map(([, indent = "", title = ""]) => {
        const level = Math.floor(indent.length / 4);
        return `${"    ".repeat(level)}- ${title.replaceAll('\\"', '"').replaceAll("*", "\\*")}`;
    });
}
