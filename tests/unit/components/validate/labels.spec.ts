import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../../components/remotes";
import { argsProblems } from "../../../../components/validate/args";
import { addedLabelsProblem } from "../../../../components/validate/labels";

describe("labels that are added to what is sent", () => {
    for (const labels of [
        {},
        { environment: "prod", instance_type: "m5", inventory_name: "n-1", ip: "192.0.2.1" },
        { _a: "é b", A9: "x".repeat(2048), true: "1" },
    ]) {
        it(`may be ${JSON.stringify(labels).slice(0, 60)}`, () => {
            assert.equal(addedLabelsProblem(labels), undefined);
        });
    }

    const refused: [labels: Record<string, string>, found: RegExp][] = [
        [{ "a-b": "1" }, /has the label "a-b"/],
        [{ "1a": "1" }, /has the label "1a"/],
        [{ "": "1" }, /has the label ""/],
        [{ __name__: "1" }, /has the label "__name__"/],
        [{ cluster: "x" }, /has the label "cluster", which says where something comes from/],
        [{ a: "1", job: "x" }, /has the label "job"/],
        [{ instance: "x" }, /has the label "instance"/],
        [{ le: "x" }, /has the label "le"/],
        [{ unit: "x" }, /has the label "unit"/],
        [{ a: "" }, /has no value for the label "a"/],
        [{ a: "b\nc" }, /has the value "b\\nc" for the label "a"/],
        [{ a: "é".repeat(1025) }, /has the value .* for the label "a"/],
    ];
    for (const [labels, found] of refused) {
        it(`are refused: ${JSON.stringify(labels).slice(0, 60)}`, () => {
            assert.match(addedLabelsProblem(labels)?.found ?? "", found);
        });
    }

    it("may name an instance for a Loki alone, whose lines have none", () => {
        assert.equal(addedLabelsProblem({ instance: "x" }, [RemoteKind.Loki]), undefined);
        assert.match(addedLabelsProblem({ instance: "x" }, [RemoteKind.Prometheus])?.found ?? "", /instance/);
        assert.match(addedLabelsProblem({ pod: "x" }, [RemoteKind.Loki])?.found ?? "", /pod/);
    });

    it("are looked at in the args, of all and of one remote", () => {
        const remote = { name: "r", url: "https://h/x", labels: { job: "x" } };
        const told = argsProblems({ clusterName: "c", labels: { job: "x" }, lokiRemotes: [remote] });
        assert.deepEqual(
            told.map(({ path }) => path),
            ["lokiRemotes[0]", "labels"],
        );
        assert.match(told[0]?.found ?? "", /^the remote "r" has the label "job"/);
    });
});
