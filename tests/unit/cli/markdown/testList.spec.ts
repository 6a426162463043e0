import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { withTests } from "../../../../cli/markdown/testList";

const repository = path.resolve(__dirname, "../../../..");

describe("docs/proof.md", () => {
    const document = fs.readFileSync(path.join(repository, "docs/proof.md"), "utf8");
    const folder = path.join(repository, "tests/e2e");

    it("has the titles of all end-to-end tests; npm run docs writes them", () => {
        assert.equal(withTests(document, folder), document);
    });

    it("is seen to differ when a test has another title", () => {
        const changed = document.replace("- one is added", "- one is put in");
        assert.notEqual(changed, document);
        assert.notEqual(withTests(changed, folder), changed);
    });
});
