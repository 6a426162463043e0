import * as assert from "node:assert/strict";

import { renderObject, renderTemplate, tokensOf, unknownNames } from "../../../components/templates";

const sender = { write: "r", labels: "{}", endpoints: [] };
const view = { senders: [sender] };

describe("templates", () => {
    it("quote every value, so that none can end its string", () => {
        const hostile = 'c"x\\y\n%';
        const text = renderTemplate("remotes.alloy", { senders: [{ ...sender, write: hostile }] });
        assert.ok(text.includes(String.raw`loki.write "c\"x\\y\n%" {`), text);
    });

    it("refuse a name that the view lacks, in a section too", () => {
        assert.throws(() => renderTemplate("remotes.alloy", {}), /remotes.alloy: unknown name "senders"/);
        assert.throws(
            () => renderTemplate("remotes.alloy", { ...view, senders: [{ write: "r", labels: "{}" }] }),
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

    it("refuse one that a part names, which several templates have in common", () => {
        const agentMetrics = {
            interval: "15s",
            sampleLimit: undefined,
            receivers: "[]",
            filter: { name: "x" },
        };
        assert.throws(
            () => renderTemplate("agent-metrics.alloy", { agentMetrics }),
            /alloy\/parts\/filter\.alloy: unknown name "keep"/,
        );
    });

    it("come out as Kubernetes objects whatever the values are", () => {
        const config = 'logging {\n\tlevel = "info"\n}\n# {{ .Value }} : - "\n';
        const object = renderObject("configmap.yaml", { namespace: "grafana-alloy", config }) as {
            data: object;
        };
        assert.deepEqual(object.data, { "config.alloy": config });
    });
});
