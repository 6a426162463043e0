import * as assert from "node:assert/strict";

import { accessRules } from "../../../../components/agent/rules";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };
const collected = { events: true };

describe("events", () => {
    it("are read only where that is asked for, and somebody takes them", () => {
        assert.doesNotMatch(configFor([logs]), /kubernetes_events/);
        assert.doesNotMatch(configFor([metrics], { collected }), /kubernetes_events/);
        assert.doesNotMatch(configFor([logs], { collected: { events: false } }), /kubernetes_events/);
    });

    it("are read by one agent: all namespaces are one thing to read, which the agents share", () => {
        const text = configFor([logs, { ...logs, name: "o" }], { collected });
        const sources = [...text.matchAll(/^loki\.source\.kubernetes_events "(\w+)" \{([\s\S]*?)^\}/gm)];
        assert.deepEqual(
            sources.map(([, name]) => name),
            ["events_l", "events_o"],
        );
        for (const [, , body = ""] of sources) {
            assert.match(body, /clustering \{\n\t\tenabled = true\n\t\}/);
            assert.doesNotMatch(body, /namespaces/);
        }
        assert.match(text, /stage\.label_drop \{\n\t\tvalues = \["instance"\]/);
    });

    it("may be watched where they are read, and not otherwise", () => {
        assert.match(JSON.stringify(accessRules({ events: true })), /"events"/);
        assert.doesNotMatch(JSON.stringify(accessRules({})), /"events"/);
    });
});
