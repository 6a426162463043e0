import * as assert from "node:assert/strict";

import * as fc from "fast-check";

import { parseSettings } from "../../settings/settings";
import { configOf } from "../support/agentConfig";
import { collected } from "../support/configurations/collected";
import { asGiven } from "../support/configurations/valid";

/** A stack of which nothing is said but what it collects, and the remotes that decide whether that is sent. */
const configuration = fc
    .tuple(collected, fc.boolean(), fc.boolean(), fc.boolean())
    .map(([keys, hasMetrics, hasLogs, monitorBlockNode]) => ({
        clusterName: "c",
        monitorBlockNode,
        prometheusRemotes: hasMetrics ? ["m:https://h/api/v1/write:"] : [],
        lokiRemotes: hasLogs ? ["l:https://h/loki/api/v1/push:"] : [],
        ...keys,
    }));

describe("whatever is to be collected", () => {
    it("is accepted, and comes to a configuration that has it all", function () {
        this.timeout(60_000);
        fc.assert(
            fc.property(configuration, (values) => {
                const { settings } = parseSettings("p", asGiven(values), { machineIp: () => "192.0.2.1" });
                const text = configOf(settings);
                const [added] = /external_labels = .*/.exec(text) ?? [""];
                const names = settings.remotes.length > 0 ? Object.keys(values.labels ?? {}) : [];
                for (const name of names) assert.match(added, new RegExp(`, "?${name}"? = `));
            }),
            { numRuns: 1_000, seed: 7 },
        );
    });
});
