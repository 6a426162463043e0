import * as assert from "node:assert/strict";

import { shortDuration } from "./authBackend";
import { withValuesOf } from "./endpoint";
import { asTexts, normalJson } from "./json";

describe("values of the vault adapter", () => {
    it("are JSON as Go writes it", () => {
        assert.equal(
            normalJson('{ "b": "<&>", "a": [{"d": 1, "c": null}] }'),
            String.raw`{"a":[{"c":null,"d":1}],"b":"\u003c\u0026\u003e"}`,
        );
    });

    it("are refused without being shown if they aren't a JSON object", () => {
        assert.throws(() => normalJson("s3cr3t"), { message: /^dataJson is not valid JSON; (?!.*s3cr3t)/ });
        assert.throws(() => normalJson('["s3cr3t"]'), { message: "dataJson must be a JSON object" });
    });

    it("are texts in a map of texts", () => {
        assert.deepEqual(
            asTexts({ version: 2, destroyed: false, custom_metadata: null, deletion_time: "" }),
            {
                version: "2",
                destroyed: "false",
                custom_metadata: "null",
                deletion_time: "",
            },
        );
    });

    it("keep what Vault doesn't tell, and leave out what only Vault has", () => {
        const ours = { password: "p", token_policies: ["a"] };
        assert.deepEqual(withValuesOf(ours, { token_policies: ["b"], token_ttl: 0 }), {
            password: "p",
            token_policies: ["b"],
        });
    });

    it("are durations without what is zero", () => {
        assert.deepEqual([2_764_800, 5400, 90, 0].map(shortDuration), ["768h", "1h30m", "1m30s", "0s"]);
    });
});
