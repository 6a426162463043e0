import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { withModules } from "../../../../cli/markdown/modulesDocument";
import { queries } from "../../../../cli/verify/queries";

const repository = path.resolve(__dirname, "../../../..");

describe("docs/modules.md", () => {
    const document = fs.readFileSync(path.join(repository, "docs/modules.md"), "utf8");
    const folder = path.join(repository, "alloy");

    it("has modules and queries as they are in the code; npm run docs writes them", () => {
        assert.equal(withModules(document, folder), document);
    });

    it("is seen to differ when a query or a module does", () => {
        for (const [word, other] of [
            ["kubelet_running_pods", "kubelet_running_pod"],
            ["the agent's own health", "its health"],
        ] as const) {
            const changed = document.replace(word, other);
            assert.notEqual(changed, document, word);
            assert.notEqual(withModules(changed, folder), changed, word);
        }
    });

    it("has every query, and its twin in LogsQL", () => {
        const all = queries("vm-cluster").flatMap(({ text, logsql }) => [text, ...(logsql ? [logsql] : [])]);
        const lines = document.split("\n");
        assert.deepEqual(
            all.filter((text) => !lines.includes(text)),
            [],
        );
    });

    it("is refused without its markers", () => {
        const without = document.replace("<!-- queries: end -->", "");
        assert.throws(
            () => withModules(without, folder),
            /lacks "<!-- queries: written by npm run docs -->"/,
        );
    });
});
