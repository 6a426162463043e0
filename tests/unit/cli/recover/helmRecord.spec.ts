import * as assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { isAsGiven } from "../../../../cli/recover/helmRecord";

describe("Helm's record of a release", () => {
    const values = { crds: { annotations: { "helm.sh/resource-policy": "keep" } } };
    const inputs = { name: "r", chart: "oci://registry.example.com/charts/crds", values };

    /** As Helm writes it into a Secret. */
    function record(config: unknown, chart = "crds") {
        const zipped = gzipSync(JSON.stringify({ config, chart: { metadata: { name: chart } } }));
        return { data: { release: Buffer.from(zipped.toString("base64")).toString("base64") } };
    }

    it("is ours with the chart and the values that it was given, from a registry or a folder", () => {
        assert.equal(isAsGiven(record(values), inputs), true);
        assert.equal(isAsGiven(record(values), { ...inputs, chart: "/charts/crds-v1.0.0" }), true);
        assert.equal(isAsGiven(record(undefined), { chart: "crds" }), true);
    });

    it("is not ours with other values or another chart", () => {
        assert.equal(isAsGiven(record({ crds: {} }), inputs), false);
        assert.equal(isAsGiven(record(undefined), inputs), false);
        assert.equal(isAsGiven(record(values, "another"), inputs), false);
    });

    it("is not ours in a form that is not known", () => {
        assert.equal(isAsGiven({ data: { release: "???" } }, inputs), false);
        assert.equal(isAsGiven({}, inputs), false);
    });
});
