import * as assert from "node:assert/strict";

import { dashboardQueries } from "../../../../cli/verify/dashboard";
import { mistakes } from "../../../support/verify/grammar";

describe("the dashboard", () => {
    const panels = dashboardQueries("vm-cluster");

    it("asks both backends", () => {
        assert.deepEqual([...new Set(panels.map(({ language }) => language))], ["promql", "logql"]);
    });

    for (const { panel, language, text } of panels) {
        it(`${panel}: ${text}`, () => {
            assert.deepEqual(mistakes(language, text), []);
            assert.match(text, /cluster="vm-cluster"/);
            assert.doesNotMatch(text, /\$/);
        });
    }
});
