import * as assert from "node:assert/strict";

import { Query } from "../../../../cli/verify/queries";
import { applying } from "../../../../cli/verify/verify";
import { RemoteKind } from "../../../../components/remotes";

describe("which queries apply", () => {
    const stack = (kinds: RemoteKind[], monitorBlockNode = false) => ({
        stack: { clusterName: "c", monitorBlockNode },
        remotes: kinds.map((kind) => ({ kind, name: "r", url: "http://r" })),
        cluster: {},
    });
    const kinds = (queries: Query[]) => [
        ...new Set(queries.map(({ module, language }) => `${module} ${language}`)),
    ];

    it("none without remotes", () => {
        assert.deepEqual(applying(stack([])), []);
    });

    it("those of logs with a Loki remote only", () => {
        assert.deepEqual(kinds(applying(stack([RemoteKind.Loki]))), ["syslog logql"]);
        assert.ok(applying(stack([RemoteKind.Prometheus])).every(({ language }) => language === "promql"));
    });

    it("a block node's only if it is monitored", () => {
        const both = [RemoteKind.Prometheus, RemoteKind.Loki];
        assert.ok(applying(stack(both)).every(({ module }) => module !== "block-node"));
        assert.deepEqual(kinds(applying(stack(both, true), "block-node")), [
            "block-node promql",
            "block-node logql",
        ]);
    });
});
