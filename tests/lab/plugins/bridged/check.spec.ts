import * as assert from "node:assert/strict";

import { secret, unknownValue } from "../values";
import { checkInputs } from "./check";
import { Schema } from "./schema";

const schema: Schema = {
    count: { kind: "number", served: true, default: 3 },
    flag: { kind: "boolean", served: true, default: false },
    official: { kind: "string" },
    parts: {
        kind: "list",
        served: true,
        fields: {
            name: { kind: "string", served: true, required: true },
            protocol: { kind: "string", default: "tcp" },
        },
    },
    password: { kind: "string", served: true, required: true, secret: true },
};

describe("checked inputs", () => {
    const reasons = (news: Record<string, unknown>) =>
        (checkInputs(schema, "x:index:X", news).failures ?? []).map(({ property, reason }) => [
            property,
            reason,
        ]);

    it("get the defaults that aren't empty, at every depth, and their names", () => {
        assert.deepEqual(checkInputs(schema, "x:index:X", { password: "p", parts: [{ name: "a" }] }), {
            inputs: {
                __defaults: ["count"],
                count: 3,
                parts: [{ __defaults: ["protocol"], name: "a", protocol: "tcp" }],
                password: secret("p"),
            },
        });
    });

    it("may be unknown", () => {
        const { inputs = {} } = checkInputs(schema, "x:index:X", {
            password: unknownValue,
            parts: unknownValue,
        });
        assert.equal(inputs.parts, unknownValue);
        assert.deepEqual(inputs.password, secret(unknownValue));
    });

    it("are refused with what is served, if the adapter doesn't serve them", () => {
        const [[property, reason] = []] = reasons({ password: "p", official: "o" });
        assert.equal(property, "official");
        assert.match(reason ?? "", /X does not serve the property "official" \(it serves count, flag, /);
    });

    it("are refused where they are missing or of another kind", () => {
        assert.deepEqual(reasons({ count: "3", parts: [{}] }), [
            ["count", '"count" of x:index:X must be a number'],
            ["parts[0].name", 'x:index:X needs the property "parts[0].name"'],
            ["password", 'x:index:X needs the property "password"'],
        ]);
    });
});
