import * as assert from "node:assert/strict";

import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { diff } from "./diff";
import { Schema } from "./schema";

const schema: Schema = {
    address: { kind: "string", computed: true },
    files: {
        kind: "set",
        served: true,
        replaces: true,
        fields: { path: { kind: "string", served: true }, mode: { kind: "string" } },
    },
    image: { kind: "string", served: true, replaces: true },
    name: { kind: "string", served: true, replaces: true },
    policy: { kind: "string", served: true, default: "no" },
    user: { kind: "string", served: true, unmanaged: true },
    words: { kind: "list", served: true },
};

describe("a diff", () => {
    const state = {
        address: "10.0.0.1",
        files: [
            { path: "/b", mode: "" },
            { path: "/a", mode: "" },
        ],
        image: "i",
        name: "n",
        policy: "no",
        user: "nobody",
        words: null,
    };
    const inputs = { files: [{ path: "/a" }, { path: "/b" }], image: "i", name: "n", policy: "no" };
    const compare = (news: Properties) =>
        diff(schema, true, { urn: "", name: "n", type: "", id: "n", olds: state, news });

    it("finds none in the order of a set, in what is empty, and in what nobody has asked for", () => {
        assert.deepEqual(compare(inputs), {
            stables: ["files", "image", "name"],
            changes: "DIFF_NONE",
            hasDetailedDiff: true,
        });
    });

    it("names the element that changes, and replaces the old before the new where names are unique", () => {
        assert.deepEqual(compare({ ...inputs, files: [{ path: "/a" }, { path: "/c" }] }), {
            replaces: ["files"],
            stables: ["image", "name"],
            deleteBeforeReplace: true,
            changes: "DIFF_SOME",
            diffs: ["files"],
            detailedDiff: {
                "files[0]": { kind: "DELETE_REPLACE" },
                "files[1]": { kind: "ADD_REPLACE" },
            },
            hasDetailedDiff: true,
        });
    });

    it("updates what can be updated", () => {
        const { replaces, detailedDiff } = compare({ ...inputs, policy: "always", words: ["w"] });
        assert.equal(replaces, undefined);
        assert.deepEqual(detailedDiff, { policy: { kind: "UPDATE" }, words: {} });
    });

    it("takes what isn't known yet for a change", () => {
        assert.deepEqual(compare({ ...inputs, image: unknownValue }).detailedDiff, {
            image: { kind: "UPDATE_REPLACE" },
        });
    });
});
