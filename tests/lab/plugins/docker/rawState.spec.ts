import * as assert from "node:assert/strict";

import { createdStateDelta, rawStateDelta } from "../bridged/rawState";
import { Properties } from "../plugin";
import { recordedScenarios } from "../recordings";
import { containerSchema } from "./containerSchema";

describe("a container's raw state", () => {
    it("is told as the official plugin told it, in every recorded state", () => {
        const states = recordedScenarios()
            .flatMap(([, calls]) => calls.map(({ request }) => request))
            .filter(
                ({ type, olds }) =>
                    type.endsWith(":Container") && (olds as Properties | undefined)?.bridge !== undefined,
            )
            .map(({ olds }) => olds as Properties);
        assert.ok(states.length > 0);
        for (const { __pulumi_raw_state_delta: told, ...state } of states) {
            // A state that was not refreshed yet says nothing of a healthcheck that isn't there.
            const deltaOf = (told as Delta).obj.ps.healthcheck ? rawStateDelta : createdStateDelta;
            assert.deepEqual(deltaOf(containerSchema, state), told);
        }
    });
});

interface Delta {
    obj: { ps: { healthcheck?: unknown } };
}
