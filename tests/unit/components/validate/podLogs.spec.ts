import * as assert from "node:assert/strict";

import { PodLogsArgs } from "../../../../components/agent/podLogs";
import { podLogsProblems } from "../../../../components/validate/podLogs";

function told(podLogs: PodLogsArgs): string[] {
    return podLogsProblems(podLogs).map(({ path, found }) => `${path}: ${found}`);
}

describe("whose logs are read", () => {
    it("may be said in several ways", () => {
        const labels = { instance: "x" };
        for (const podLogs of [
            {},
            { namespaces: ["a"] },
            { exclude: ["b"] },
            { labels, podLabels: { team: "a/b" } },
        ])
            assert.deepEqual(told(podLogs), []);
    });

    const refused: [PodLogsArgs, string][] = [
        [{ namespaces: [] }, "podLogs.namespaces: is empty"],
        [{ namespaces: ["a", "A"] }, 'podLogs.namespaces[1]: is "A"'],
        [{ namespaces: ["a|b"] }, 'podLogs.namespaces[0]: is "a|b"'],
        [{ exclude: ["a.b"] }, 'podLogs.exclude[0]: is "a.b"'],
        [
            { namespaces: ["a"], exclude: ["b"] },
            "podLogs.exclude: is given, and namespaces names those that are read",
        ],
        [
            { labels: { pod: "x" } },
            'podLogs.labels: has the label "pod", which says where something comes from',
        ],
        [
            { podLabels: { app: "app" } },
            'podLogs.podLabels: has the label "app", which says where something comes from',
        ],
        [{ podLabels: { a: "b c" } }, 'podLogs.podLabels: has "b c"'],
        [
            { labels: { a: "1" }, podLabels: { a: "b" } },
            'podLogs.podLabels: has the label "a", and so has labels',
        ],
    ];
    for (const [podLogs, problem] of refused) {
        it(`is refused: ${problem}`, () => {
            assert.deepEqual(told(podLogs), [problem]);
        });
    }
});
