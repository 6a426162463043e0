import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { withTables } from "../../../settings/document";
import { keys } from "../../../settings/schema";

const file = path.resolve(__dirname, "../../../docs/configuration.md");

describe("docs/configuration.md", () => {
    it("has the tables that the schema gives", () => {
        const text = fs.readFileSync(file, "utf8");
        assert.equal(withTables(text), text, "it is stale: npm run docs");
        for (const key of keys) assert.match(text, new RegExp(`^\\| \`${key}\` \\|`, "m"));
    });
});
