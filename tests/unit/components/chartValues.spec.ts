import * as assert from "node:assert/strict";

import { mergedValues } from "../../../components/chartValues";

describe("values for a chart", () => {
    it("are merged field by field, with lists behind the stack's own", () => {
        const own = { alloy: { extraEnv: [{ name: "A" }], clustering: { enabled: true } }, x: 1, y: [1] };
        const given = { alloy: { extraEnv: [{ name: "B" }], envFrom: [{}] }, x: { z: 2 }, y: null };
        assert.deepEqual(mergedValues(own, given), {
            alloy: { extraEnv: [{ name: "A" }, { name: "B" }], clustering: { enabled: true }, envFrom: [{}] },
            x: { z: 2 },
            y: null,
        });
        assert.deepEqual(own.alloy.extraEnv, [{ name: "A" }], "the stack's own stay as they are");
    });

    it("change nothing where there are none", () => {
        const own = { a: { b: [1] } };
        assert.deepEqual(mergedValues(own, {}), own);
    });
});
