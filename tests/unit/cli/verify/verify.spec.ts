import * as assert from "node:assert/strict";

import { forCluster, queries, Query } from "../../../../cli/verify/queries";
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

describe("a query to a server that takes many clusters' data", () => {
    it("names the cluster, once", () => {
        const texts = queries("c").map((query) => forCluster(query, "c"));
        for (const { text } of texts) assert.equal(text.match(/\bcluster="c"/g)?.length, 1);
        const up = texts.find(({ text }) => text.includes('job="alloy"'));
        assert.equal(up?.text, 'up{cluster="c", job="alloy"}');
        const bare = texts.find(({ text }) => text.startsWith("prometheus_remote_storage_samples_total"));
        assert.equal(bare?.text, 'prometheus_remote_storage_samples_total{cluster="c"}');
    });

    it("is as it stands where logs are asked for, which name it already", () => {
        const logs = queries("c").filter(({ language }) => language === "logql");
        assert.deepEqual(
            logs.map((query) => forCluster(query, "c").text),
            logs.map(({ text }) => text),
        );
    });
});
