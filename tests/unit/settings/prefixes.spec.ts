import * as assert from "node:assert/strict";

import { foreignPrefixes } from "../../../settings/prefixes";

describe("keys of other projects", () => {
    it("are said where they were meant for this one: by their name, or by almost its name", () => {
        assert.deepEqual(
            foreignPrefixes("alloy-stack", ["alloystack:anything", "prod:clusterName", "kubernetes:context"]),
            [
                "alloystack:anything: this key has no effect, because the project is called alloy-stack; write alloy-stack:anything",
                "prod:clusterName: this key has no effect, because the project is called alloy-stack; write alloy-stack:clusterName",
                "kubernetes:context: this key has no effect, because the project is called alloy-stack; write alloy-stack:context",
            ],
        );
    });

    it("are left alone otherwise", () => {
        const keys = [
            "alloy-stack:clusterName",
            "pulumi:disable-default-providers",
            "vault:address",
            "aws:region",
        ];
        assert.deepEqual(foreignPrefixes("alloy-stack", keys), []);
    });
});
