import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { repository } from "./support/folder";

const read = (file: string) => fs.readFileSync(path.join(repository, file), "utf8");

describe("the package's own papers", () => {
    it("show the TypeScript example as it is", () => {
        assert.ok(read("components/README.md").includes(read("examples/typescript/index.ts")));
    });

    it("tell of the version that is published", () => {
        const { version } = JSON.parse(read("components/package.json")) as { version: string };
        assert.match(
            read("components/CHANGELOG.md"),
            new RegExp(`^## \\[${version}\\] - \\d{4}-\\d\\d-\\d\\d$`, "m"),
        );
        const example = JSON.parse(read("examples/typescript/package.json")) as {
            dependencies: Record<string, string>;
        };
        assert.equal(example.dependencies["alloy-stack"], `^${version}`);
    });
});
