import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { withCauses } from "../../../../cli/markdown/causesTable";

describe("docs/troubleshooting.md", () => {
    const document = fs.readFileSync(path.resolve(__dirname, "../../../../docs/troubleshooting.md"), "utf8");

    it("has every cause that is recognised; npm run docs writes them", () => {
        assert.equal(withCauses(document), document);
    });

    it("is seen to differ when a cause does", () => {
        const changed = document.replace("unseal it; the operator goes on by itself", "unseal it");
        assert.notEqual(changed, document);
        assert.notEqual(withCauses(changed), changed);
    });
});
