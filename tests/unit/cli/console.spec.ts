import * as assert from "node:assert/strict";

import { mayChangeLines, mayColor } from "../../../cli/console";

const terminal = { isTTY: true };

describe("what is printed", () => {
    it("has colours on a terminal, unless NO_COLOR says otherwise or it has none", () => {
        assert.equal(mayColor(terminal, {}), true);
        assert.equal(mayColor(terminal, { NO_COLOR: "1" }), false);
        // An empty one says nothing.
        assert.equal(mayColor(terminal, { NO_COLOR: "" }), true);
        assert.equal(mayColor(terminal, { TERM: "dumb" }), false);
        assert.equal(mayColor({}, {}), false);
    });

    it("changes its lines where somebody watches, and is plain lines in CI and in files", () => {
        assert.equal(mayChangeLines(terminal, {}), true);
        assert.equal(mayChangeLines(terminal, { CI: "true" }), false);
        assert.equal(mayChangeLines(terminal, { TERM: "dumb" }), false);
        assert.equal(mayChangeLines({}, {}), false);
    });
});
