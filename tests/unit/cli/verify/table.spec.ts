import * as assert from "node:assert/strict";

import { Query } from "../../../../cli/verify/queries";
import { Result } from "../../../../cli/verify/run";
import { age, table } from "../../../../cli/verify/table";

describe("the table", () => {
    const now = Date.now();
    const up: Query = {
        module: "agent-metrics",
        language: "promql",
        title: "",
        text: 'up{job="alloy"}',
        expects: "== 1",
    };
    const memory: Query = { module: "kubelet", language: "promql", title: "", text: "memory_bytes" };
    const errors: Query = {
        module: "syslog",
        language: "logql",
        title: "",
        text: '{cluster="c"} |= "error"',
    };
    const results: Result[] = [
        { query: up, found: 0, verdict: "RED" },
        { query: memory, found: 12, newest: now - 4_000, verdict: "ok" },
        { query: errors, found: 0, newest: now - 180_000, verdict: "quiet" },
    ];

    it("has a line for each, with the columns one below the other", () => {
        assert.deepEqual(table(results, {}, now).split("\n"), [
            'agent-metrics  RED    up{job="alloy"} == 1       0 series    none',
            "kubelet        ok     memory_bytes              12 series  4s ago",
            'syslog         quiet  {cluster="c"} |= "error"  0 streams  3m ago',
        ]);
    });

    it("shortens a query rather than let a line wrap", () => {
        const long = { ...memory, text: `memory_bytes{cluster="${"c".repeat(200)}"}` };
        const narrow = table(
            [{ query: long, found: 1, newest: now, verdict: "ok" }, results[0]!],
            { width: 80 },
            now,
        );
        assert.ok(
            narrow.split("\n").every((line) => line.length <= 80),
            narrow,
        );
        assert.match(narrow, /memory_bytes\{cluster="c+… /);
        const wide = table([{ query: long, found: 1, newest: now, verdict: "ok" }], {}, now);
        assert.ok(wide.includes(long.text), "a file has no width");
    });

    it("tells ages in one unit", () => {
        assert.deepEqual([4_400, 119_000, 180_000, 3 * 3_600_000].map(age), ["4s", "1m 59s", "3m", "3h"]);
    });
});
