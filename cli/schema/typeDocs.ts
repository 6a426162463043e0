import * as fs from "node:fs";
import * as path from "node:path";

import * as ts from "typescript";

/** The doc comments of the package's exported interfaces and enums by name, which Pulumi's analyzer does not pass on. */
export function typeDocs(folder: string): ReadonlyMap<string, string> {
    const docs = new Map<string, string>();
    for (const file of sources(folder)) {
        const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
        source.forEachChild((node) => {
            if (!ts.isInterfaceDeclaration(node) && !ts.isEnumDeclaration(node)) return;
            const text = ts
                .getJSDocCommentsAndTags(node)
                .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
                .join("\n");
            if (text) docs.set(node.name.text, text);
        });
    }
    return docs;
}

function sources(folder: string): string[] {
    const ignored = ["dist", "node_modules"].map((name) => path.join(folder, name) + path.sep);
    return fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((file) => path.join(folder, file))
        .filter((file) => file.endsWith(".ts") && !ignored.some((part) => file.startsWith(part)));
}
