import * as assert from "node:assert/strict";

import { Properties } from "../plugin";
import { secret, unknownValue } from "../values";
import { differences, diffResponse } from "./diff";
import { resourceNames } from "./released";
import { prune, withSecretsOf } from "./state";

describe("the kubernetes adapter's state", () => {
    it("keeps secret what the inputs keep secret, and no more", () => {
        const inputs = {
            kind: "ConfigMap",
            metadata: { name: "a" },
            data: { open: "1", hidden: secret("2") },
        };
        const live = {
            kind: "ConfigMap",
            metadata: { name: "a", uid: "u" },
            data: { open: "1", hidden: "2" },
        };
        assert.deepEqual(withSecretsOf(inputs, live), { ...live, data: { open: "1", hidden: secret("2") } });
    });

    it("keeps a Secret's data secret even if the inputs don't", () => {
        const data = { password: "cGFzcw==" };
        assert.deepEqual(withSecretsOf({}, { kind: "Secret", data }), { kind: "Secret", data: secret(data) });
    });

    it("leaves out of a live object what the inputs don't speak about", () => {
        const live = { spec: { data: [{ key: "x", strategy: "Default" }], interval: "1m0s" }, status: {} };
        const inputs = { spec: { data: [{ key: "y" }], interval: "1m" } };
        assert.deepEqual(prune(live, inputs), { spec: { data: [{ key: "x" }], interval: "1m0s" } });
    });
});

describe("the kubernetes adapter's diff", () => {
    const diff = (old: Properties, wanted: Properties) => diffResponse(differences(old, wanted), [["data"]]);

    it("names the deepest place", () => {
        const old = { spec: { list: [1, 2], gone: true, "a.b": 1 } };
        const wanted = { spec: { list: [1, 3, 4], "a.b": 2, unknown: unknownValue } };
        assert.deepEqual(diff(old, wanted).detailedDiff, {
            "spec.list[1]": { kind: "UPDATE" },
            "spec.list[2]": {},
            "spec.gone": { kind: "DELETE", inputDiff: true },
            'spec["a.b"]': { kind: "UPDATE" },
            "spec.unknown": {},
        });
    });

    it("replaces for a change below a place that can't be changed", () => {
        const { replaces, detailedDiff } = diff({ data: { a: "1" } }, { data: { a: unknownValue } });
        assert.deepEqual(replaces, ["data.a"]);
        assert.deepEqual(detailedDiff, { "data.a": { kind: "UPDATE_REPLACE" } });
    });
});

describe("a release's resource names", () => {
    it("are listed by kind, with the namespace that the manifest gives", () => {
        const manifest = [
            "# Source: a",
            "apiVersion: v1\nkind: Service\nmetadata: {name: b, namespace: n}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: n}",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: c}",
        ].join("\n---\n");
        assert.deepEqual(resourceNames(manifest), {
            "Service/v1": ["n/a", "n/b"],
            "ClusterRole.rbac.authorization.k8s.io/rbac.authorization.k8s.io/v1": ["c"],
        });
    });
});
