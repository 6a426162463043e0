import * as assert from "node:assert/strict";

import { ModulesArgs } from "../../../../components/agent/modules";
import { OptionalInstallation } from "../../../../components/installation";
import { collectedProblems } from "../../../../components/validate/collected";
import { modulesProblems } from "../../../../components/validate/modules";
import { shown } from "../../../../components/validate/problem";

function told(modules: ModulesArgs): string[] {
    return modulesProblems(modules).map(({ path, found }) => `${path} ${found}`);
}

describe("limits of modules", () => {
    it("may be what Alloy takes", () => {
        const drop = ["a", "go_.*", "(?:a|b)+", "a[b-d]?", "x|y", "a*?", "ns:metric:rate5m", "a-b"];
        const limits = { interval: "5m", keep: drop, drop, sampleLimit: 1 };
        assert.deepEqual(told({ kubelet: limits, blockNode: { interval: "10s", drop: [] } }), []);
    });

    for (const interval of ["", "30", "9s", "6m", "301s", "1h", "030s", "30 s", "1m30s"]) {
        it(`have no interval "${interval}"`, () => {
            assert.deepEqual(told({ kubelet: { interval } }), [
                `modules.kubelet.interval is ${JSON.stringify(interval)}`,
            ]);
        });
    }

    // What one of the two takes for a pattern and the other does not, or not the same.
    const patterns = [
        "",
        "a b",
        "a{3}",
        "(?=a)",
        "(?<n>a)",
        "(?i)a",
        "a(",
        "a)",
        "[]a]",
        "[[:alpha:]]",
        "*a",
        "a**",
    ];
    for (const pattern of [...patterns, "[z-a]", "a\\d", "^a", "a$", "é", "(?P<n>a)"]) {
        it(`have no pattern "${pattern}"`, () => {
            const modules = { agentMetrics: { keep: ["a", pattern] }, cadvisor: { drop: [pattern] } };
            const text = shown(pattern);
            assert.deepEqual(told(modules), [
                `modules.agentMetrics.keep[1] is ${text}`,
                `modules.cadvisor.drop[0] is ${text}`,
            ]);
        });
    }

    it("drop no word of whether a target answers", () => {
        for (const pattern of ["up", ".+", "u.", "x|up", "[a-z]+"])
            assert.deepEqual(told({ kubelet: { drop: [pattern] } }).length, 1, pattern);
        assert.deepEqual(told({ kubelet: { drop: ["up_.+"] } }), []);
    });

    it("are no limit of nothing, and keep something", () => {
        assert.deepEqual(told({ kubelet: { sampleLimit: 0, keep: [] } }), [
            "modules.kubelet.sampleLimit is the number 0",
            "modules.kubelet.keep is empty",
        ]);
        assert.equal(told({ kubelet: { sampleLimit: 1.5 } }).length, 1);
    });

    it("leave somebody else's monitor its own interval", () => {
        const modules = { nodeExporter: { interval: "30s" } };
        const args = { clusterName: "c", modules };
        assert.deepEqual(collectedProblems(args), []);
        const [problem] = collectedProblems({ ...args, nodeExporter: OptionalInstallation.Existing });
        assert.equal(problem?.path, "modules.nodeExporter.interval");
    });
});
