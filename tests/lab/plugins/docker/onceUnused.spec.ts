import * as assert from "node:assert/strict";

import { EngineError } from "./engine";
import { onceUnused } from "./onceUnused";

describe("what a container still uses", () => {
    const { signal } = new AbortController();
    const inUse = { refusal: /has active endpoints/, state: "pending" };

    /** Refused so often before it is removed. */
    async function removals(refusals: string[]): Promise<number> {
        const left = [...refusals];
        await onceUnused(
            () => {
                const message = left.shift();
                return message === undefined
                    ? Promise.resolve()
                    : Promise.reject(new EngineError(message, 403));
            },
            inUse,
            signal,
        );
        return refusals.length - left.length;
    }

    it("is removed once it is free", async () => {
        assert.equal(await removals(["network a has active endpoints"]), 1);
    });

    it("is not tried again for another refusal", async () => {
        await assert.rejects(removals(["no right", "network a has active endpoints"]), /^Error: no right$/);
    });
});
