import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { withQueries } from "../../../../cli/verify/readme";

describe("README.md", () => {
    const readme = fs.readFileSync(path.resolve(__dirname, "../../../../README.md"), "utf8");

    it("has the list as it is; npm run docs writes it", () => {
        assert.equal(withQueries(readme), readme);
    });

    it("is seen to differ when a query does", () => {
        const changed = readme.replace("kubelet_running_pods", "kubelet_running_pod");
        assert.notEqual(withQueries(changed), changed);
    });
});
