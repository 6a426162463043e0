import * as assert from "node:assert/strict";

import { unknownValue } from "../values";
import { createdState, plan, refreshedState } from "./plan";
import { refreshedInputs } from "./refresh";
import { Schema } from "./schema";

const schema: Schema = {
    hostname: { kind: "string", computed: true },
    labels: { kind: "set", computed: true },
    mounts: {
        kind: "set",
        served: true,
        fields: {
            from: { kind: "string" },
            path: { kind: "string", served: true },
            readOnly: { kind: "boolean" },
        },
    },
    options: { kind: "map" },
};

describe("a state", () => {
    const inputs = {
        __defaults: [],
        mounts: [
            { __defaults: [], path: "/b" },
            { __defaults: [], path: "/a" },
        ],
    };
    const planned = plan(schema, inputs);
    const mounts = [
        { from: "", path: "/a", readOnly: null },
        { from: "", path: "/b", readOnly: null },
    ];

    it("is planned from the inputs, unknown where only the real thing can tell", () => {
        assert.deepEqual(planned, { hostname: unknownValue, labels: unknownValue, mounts, options: null });
    });

    it("is as it is found once created, but nothing where it is empty and nothing was planned", () => {
        const created = createdState(schema, planned, { hostname: "h", options: {} });
        assert.deepEqual(created, { hostname: "h", labels: [], mounts, options: null });
    });

    it("has zeros and empty collections after a refresh, and leads back to the inputs as they were", () => {
        const created = createdState(schema, planned, { hostname: "h" });
        const refreshed = refreshedState(schema, created, { hostname: "h", options: {} });
        assert.deepEqual(refreshed, {
            hostname: "h",
            labels: [],
            mounts: mounts.map((mount) => ({ ...mount, readOnly: false })),
            options: {},
        });
        assert.deepEqual(refreshedInputs(schema, inputs, refreshed), {
            mounts: [{ path: "/b" }, { path: "/a" }],
        });
    });
});
