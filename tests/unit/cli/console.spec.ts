import * as assert from "node:assert/strict";

import { mayChangeLines, mayColor } from "../../../cli/console";

describe("what is printed", () => {
    it("has colours on a terminal, unless NO_COLOR says otherwise or it has none", () => {
        assert.equal(mayColor(true, {}), true);
        assert.equal(mayColor(true, { NO_COLOR: "1" }), false);
        // An empty one says nothing.
        assert.equal(mayColor(true, { NO_COLOR: "" }), true);
        assert.equal(mayColor(true, { TERM: "dumb" }), false);
        assert.equal(mayColor(false, {}), false);
    });

    it("changes its lines where somebody watches, and is plain lines in CI and in files", () => {
        assert.equal(mayChangeLines(true, {}), true);
        assert.equal(mayChangeLines(true, { CI: "true" }), false);
        assert.equal(mayChangeLines(true, { TERM: "dumb" }), false);
        assert.equal(mayChangeLines(false, {}), false);
    });
});
