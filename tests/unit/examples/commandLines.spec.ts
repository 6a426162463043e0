import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parsed } from "../cli/support/commandLine";
import { commandLines } from "./commandLines";
import { project, read, yamlFiles } from "./files";

describe("every command line of alloy-stack", () => {
    const files = [
        ...yamlFiles(),
        ...fs.readdirSync(path.join(project, "docs")).map((name) => `docs/${name}`),
        "README.md",
    ];

    it("in an example or a document is one that the program takes", () => {
        const lines = files.flatMap((file) => {
            const text = read(file);
            // In a document also those in the middle of a sentence or a table.
            const inline = file.endsWith(".md") ? (text.match(/`alloy-stack [^`]+`/g) ?? []) : [];
            const spoken = inline.map((line) => line.slice(1, -1)).filter((line) => / -/.test(line));
            return [...commandLines(text), ...spoken.flatMap(commandLines)].map((line) => ({ file, line }));
        });
        assert.ok(lines.length >= 25, String(lines.length));
        for (const { file, line } of lines) assert.ok(parsed(line), `${file}: ${line}`);
    });

    it("is found, whatever the shell does around it", () => {
        const script = [
            'npx alloy-stack preview --stack "$A/b" --markdown >> out.md || failed=1',
            "- run: npx alloy-stack up --stack x 2>&1 | tee log",
            "alloy-stack fleet up 'prod-*' \\",
            "    --parallel 8 # many",
        ];
        assert.deepEqual(commandLines(script.join("\n")), [
            "preview --stack $A/b --markdown",
            "up --stack x",
            "fleet up prod-* --parallel 8",
        ]);
    });
});
