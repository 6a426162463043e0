import * as assert from "node:assert/strict";

import { renderObject, renderTemplate, tokensOf, unknownNames } from "../../../components/templates";

const view = { clusterName: "c", senders: [{ write: "r", endpoints: [] }] };

describe("templates", () => {
    it("quote every value, so that none can end its string", () => {
        const hostile = 'c"x\\y\n%';
        const text = renderTemplate("remotes.alloy", { ...view, clusterName: hostile });
        assert.ok(text.includes(String.raw`external_labels = {cluster = "c\"x\\y\n%"}`), text);
    });

    it("refuse a name that the view lacks, in a section too", () => {
        assert.throws(
            () => renderTemplate("remotes.alloy", { clusterName: "c" }),
            /remotes.alloy: unknown name "senders"/,
        );
        assert.throws(
            () => renderTemplate("remotes.alloy", { ...view, senders: [{ write: "r" }] }),
            /unknown name "endpoints"/,
        );
    });

    it("refuse such a name in what is there without something, and only there", () => {
        const tokens = tokensOf("<%^ some %><% other %><%/ some %>");
        for (const some of [undefined, false, []])
            assert.deepEqual(
                unknownNames(tokens, [{ some }]).map(({ name }) => name),
                ["other"],
            );
        for (const some of [true, [1]]) assert.deepEqual(unknownNames(tokens, [{ some }]), []);
    });

    it("come out as Kubernetes objects whatever the values are", () => {
        const config = 'logging {\n\tlevel = "info"\n}\n# {{ .Value }} : - "\n';
        const object = renderObject("configmap.yaml", { namespace: "grafana-alloy", config }) as {
            data: object;
        };
        assert.deepEqual(object.data, { "config.alloy": config });
    });
});
