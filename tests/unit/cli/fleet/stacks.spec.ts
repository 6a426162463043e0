import * as assert from "node:assert/strict";

import { matching } from "../../../../cli/fleet/stacks";

const all = ["acme/alloy/prod-3", "dev", "prod-1", "prod-2", "prod.1"];

describe("the stacks that patterns name", () => {
    it("are found by any letters, by one, and by a name without its organization", () => {
        assert.deepEqual(matching(all, ["prod-*"]), ["prod-1", "prod-2", "acme/alloy/prod-3"].sort());
        assert.deepEqual(matching(all, ["prod-?"]).length, 3);
        assert.deepEqual(matching(all, ["prod.1"]), ["prod.1"]);
        assert.deepEqual(matching(all, ["acme/*/prod-*"]), ["acme/alloy/prod-3"]);
        assert.deepEqual(matching(all, ["*"]), all);
    });

    it("are each there once, in the patterns' order", () => {
        assert.deepEqual(matching(all, ["prod-2", "prod-*", "dev"]), [
            "prod-2",
            "acme/alloy/prod-3",
            "prod-1",
            "dev",
        ]);
    });

    it("are refused where a pattern names none: it is misspelt", () => {
        assert.throws(
            () => matching(all, ["prod-*", "pord-*"]),
            /^Failure: no stack is named "pord-\*"; there are acme\/alloy\/prod-3, dev, prod-1, prod-2, prod\.1$/,
        );
        assert.throws(() => matching([], ["*"]), /there are none/);
    });
});
