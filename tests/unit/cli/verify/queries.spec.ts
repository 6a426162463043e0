import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { modules, queries } from "../../../../cli/verify/queries";
import { mistakes } from "../../../support/verify/grammar";

const all = queries("vm-cluster");

describe("the list of queries", () => {
    it("has every query that was promised, as it was written", () => {
        // What was promised by a name that no agent has.
        const renamed: Record<string, string> = {
            prometheus_remote_storage_failed_samples_total: "prometheus_remote_storage_samples_failed_total",
        };
        const promised = fs.readFileSync(path.join(__dirname, "promised-queries.txt"), "utf8");
        const listed = new Set(all.map(({ language, text }) => `${language} ${text}`));
        const missing = promised
            .trimEnd()
            .split("\n")
            .map((line) => line.replace(/\w+$/, (name) => renamed[name] ?? name))
            .filter((line) => !listed.has(line));
        assert.deepEqual(missing, []);
    });

    it("names each once, and all modules", () => {
        const keys = all.map(({ language, text }) => `${language} ${text}`);
        assert.deepEqual(keys, [...new Set(keys)]);
        assert.deepEqual([...new Set(all.map(({ module }) => module))], [...modules]);
    });

    it("asks for the cluster that it is given", () => {
        const texts = queries("other").map(({ text }) => text);
        assert.ok(texts.includes('node_cpu_seconds_total{cluster="other"}'));
        assert.ok(texts.every((text) => !text.includes("vm-cluster")));
    });

    it("takes neither a block node's lines for the journal's, nor the kubelet's series for the block node's", () => {
        const counts = (text: string, language: string, job: string) =>
            all.find((query) => query.text === text && query.language === language)?.counts?.({ job });
        assert.equal(counts('{cluster="vm-cluster"}', "logql", "syslog"), true);
        assert.equal(counts('{cluster="vm-cluster"}', "logql", "block-node/block-node-server"), false);
        const blockNode = '{cluster="vm-cluster", namespace="block-node"}';
        assert.equal(counts(blockNode, "promql", "block-node-server"), true);
        assert.equal(counts(blockNode, "promql", "integrations/kubernetes/cadvisor"), false);
    });

    for (const { language, text } of all) {
        it(`is ${language}: ${text}`, () => {
            assert.deepEqual(mistakes(language, text), []);
        });
        if (language === "promql") {
            it(`has a range of its own: ${text}[300s]`, () => {
                assert.deepEqual(mistakes(language, `${text}[300s]`), []);
            });
        }
    }
});

describe("the grammars", () => {
    it("find what is broken", () => {
        assert.deepEqual(mistakes("promql", 'up{job="alloy"'), ['"" at 14']);
        assert.notDeepEqual(mistakes("promql", "rate(up[5m]"), []);
        assert.notDeepEqual(mistakes("promql", '{cluster="c"} |= "error"'), [], "LogQL is not PromQL");
        assert.notDeepEqual(mistakes("logql", '{cluster="c"} |= error'), []);
        assert.notDeepEqual(mistakes("logql", "up"), []);
    });
});
