import * as assert from "node:assert/strict";

import { Observed } from "../../../../components/secrets/observed";
import { Reader } from "../../../../components/secrets/readiness";
import { settled } from "../../../../components/secrets/settled";
import { at, inFakeTime, start } from "../../../support/fakeTime";

/** A store that was applied at this second, and what the operator says of it since another. */
function store(applied: number, status?: "True" | "False", since = 0): Observed {
    return {
        metadata: { managedFields: [{ time: at(applied) }, { subresource: "status", time: at(99) }] },
        ...(status && {
            status: { conditions: [{ type: "Ready", status, lastTransitionTime: at(since) }] },
        }),
    };
}

/** For how many seconds a store is waited for that is like that after so many. */
async function waited(state: (seconds: number) => Observed): Promise<number> {
    const reader: Reader = {
        read: () => Promise.resolve(state((Date.now() - start) / 1000)),
        lastWarning: () => assert.fail("nobody asks why"),
        askAgain: () => assert.fail("the operator is left alone"),
    };
    const { seconds } = await inFakeTime(() => settled({ kind: "ClusterSecretStore", name: "s" }, reader));
    return seconds;
}

describe("a store that has changed is waited for", () => {
    it("not at all if it was ready long before", async () => {
        assert.equal(await waited(() => store(-60, "True", -50)), 0);
    });

    it("for a moment if it is ready: that may be from before", async () => {
        assert.equal(await waited(() => store(0, "True", -50)), 5);
    });

    it("no longer than until the operator has found it wrong", async () => {
        assert.equal(await waited((now) => (now < 3 ? store(0, "True", -50) : store(0, "False", 3))), 3);
        // Kubernetes' times have no fractions.
        assert.equal(await waited(() => store(0, "False", 0)), 0);
    });

    it("for some seconds at most, if it was found wrong before it was applied", async () => {
        const seconds = await waited(() => store(0, "False", -5));
        assert.ok(seconds > 10 && seconds <= 12, String(seconds));
    });

    it("until it is ready, if the operator has not looked at it", async () => {
        assert.equal(await waited((now) => (now < 6 ? store(0) : store(0, "True", 6))), 6);
    });

    it("for some seconds at most, if the operator never looks at it", async () => {
        for (const state of [store(0), { metadata: {} }, { metadata: {}, status: {} }]) {
            const seconds = await waited(() => state);
            assert.ok(seconds <= 12, String(seconds));
        }
        assert.ok((await waited(() => store(0))) > 10);
    });
});
