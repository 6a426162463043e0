import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { rawStateDelta } from "../bridged/rawState";
import { Properties } from "../plugin";
import { containerSchema } from "./containerSchema";

describe("a container's raw state", () => {
    it("is told as the official plugin told it, in every recorded state", () => {
        const folder = path.join(__dirname, "../recordings");
        const states = fs
            .readdirSync(folder)
            .flatMap((file) => fs.readFileSync(path.join(folder, file), "utf8").split("\n").filter(Boolean))
            .map((line) => (JSON.parse(line) as { request: { type?: string; olds?: Properties } }).request)
            .filter(({ type, olds }) => type?.endsWith(":Container") && olds?.__pulumi_raw_state_delta)
            .map(({ olds }) => olds!);
        assert.ok(states.length > 0);
        for (const { __pulumi_raw_state_delta: told, ...state } of states) {
            const delta = rawStateDelta(containerSchema, state) as unknown as Delta;
            // Between creation and first refresh the official plugin says nothing of a healthcheck that isn't there.
            if (!(told as Delta).obj.ps.healthcheck) delete delta.obj.ps.healthcheck;
            assert.deepEqual(delta, told);
        }
    });
});

interface Delta {
    obj: { ps: { healthcheck?: unknown } };
}
