import * as assert from "node:assert/strict";

import { formatDuration, parseDuration } from "./duration";

describe("a duration as Go writes it", () => {
    it("is read and written", () => {
        for (const [text, seconds] of [
            ["0s", 0],
            ["250ms", 0.25],
            ["1.5s", 1.5],
            ["1m30s", 90],
            ["768h0m0s", 2_764_800],
        ] as const) {
            assert.equal(parseDuration(text), seconds);
            assert.equal(formatDuration(seconds), text);
        }
    });

    it("is refused if it isn't one", () => {
        assert.throws(() => parseDuration("90"), /"90" is no duration/);
        assert.throws(() => parseDuration("1 s"), /write it like "1m30s"/);
    });
});
