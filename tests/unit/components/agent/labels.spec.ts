import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };

function externalLabels(text: string): string[] {
    return [...text.matchAll(/external_labels = (.*)$/gm)].map(([, labels = ""]) => labels);
}

describe("the labels of what is sent", () => {
    it("are the cluster's name alone where none are given, and there is no rule", () => {
        const text = configFor([metrics, logs]);
        assert.deepEqual(externalLabels(text), ['{cluster = "c"}', '{cluster = "c"}']);
        assert.doesNotMatch(text, /write_relabel_config/);
    });

    it("are on metrics and logs alike, the cluster's name first, then by name", () => {
        const labels = { b: 'x"y', a: "1", true: "2" };
        const text = configFor([metrics, logs], { collected: { labels } });
        const all = String.raw`{cluster = "c", a = "1", b = "x\"y", "true" = "2"}`;
        assert.deepEqual(externalLabels(text), [all, all]);
    });

    it("of one Loki are on its lines alone, and win over those of all", () => {
        const other = { ...logs, name: "o" };
        const text = configFor([{ ...logs, labels: { a: "mine", z: "1" } }, other], {
            collected: { labels: { a: "all" } },
        });
        assert.deepEqual(externalLabels(text), [
            '{cluster = "c", a = "mine", z = "1"}',
            '{cluster = "c", a = "all"}',
        ]);
    });

    it("of one Prometheus are rules of its endpoint, which leave alone what a series has itself", () => {
        const text = configFor(
            [
                { ...metrics, labels: { a: "$1", z: "1" } },
                { ...metrics, name: "o" },
            ],
            {
                collected: { labels: { a: "all.of+it" } },
            },
        );
        assert.deepEqual(externalLabels(text), ['{cluster = "c", a = "all.of+it"}']);
        const rules = [...text.matchAll(/write_relabel_config \{([^}]*)\}/g)].map(([, body = ""]) =>
            body
                .trim()
                .split("\n")
                .map((line) => line.trim()),
        );
        assert.deepEqual(rules, [
            [
                'source_labels = ["a"]',
                String.raw`regex         = "|all\\.of\\+it"`,
                'target_label  = "a"',
                'replacement   = "$$1"',
            ],
            ['source_labels = ["z"]', 'regex         = ""', 'target_label  = "z"', 'replacement   = "1"'],
        ]);
    });
});
