import * as assert from "node:assert/strict";

import { adopt } from "../../../../cli/recover/adopt";
import { Deployment, readDeployment } from "../../../../cli/recover/pending";

const urn = (name: string) => `urn:pulumi:dev::p::t::${name}`;
const resource = (name: string, more = {}) => ({ urn: urn(name), type: "t", inputs: { n: name }, ...more });

function state(more: Partial<Deployment> = {}): Deployment {
    return readDeployment({
        manifest: { kept: true },
        resources: [resource("root"), resource("a", { id: "1" })],
        pending_operations: [
            { type: "creating", resource: resource("b", { parent: urn("root") }) },
            { type: "creating", resource: resource("c") },
            { type: "updating", resource: resource("a") },
        ],
        ...more,
    });
}

describe("a resource that was made when an update was killed", () => {
    const adoption = { urn: urn("b"), id: "b-id", outputs: { n: "b" } };

    it("is put into the state behind all that it needs, with its id; nothing is pending any more", () => {
        const { resources, pending_operations, ...rest } = adopt(state(), [adoption]);
        assert.deepEqual(resources?.at(-1), {
            ...resource("b", { parent: urn("root") }),
            id: "b-id",
            outputs: { n: "b" },
        });
        assert.equal(resources.length, 3);
        assert.deepEqual(pending_operations, []);
        assert.deepEqual(rest, { manifest: { kept: true } });
    });

    it("takes the place of the one that was deleted for it, in front of all that need it", () => {
        const before = [resource("b", { pendingReplacement: true, id: "old" }), resource("needs-b")];
        const { resources } = adopt(state({ resources: before }), [adoption]);
        assert.deepEqual(
            resources?.map(({ urn: one, id }) => [one, id]),
            [
                [urn("b"), "b-id"],
                [urn("needs-b"), undefined],
            ],
        );
        assert.equal(resources[0]?.pendingReplacement, undefined);
    });

    it("is marked where it has failed", () => {
        const { resources } = adopt(state(), [{ ...adoption, failed: "why" }]);
        assert.deepEqual(resources?.at(-1)?.initErrors, ["why"]);
    });
});
