import * as assert from "node:assert/strict";

import { ModulesArgs } from "../../../../components/agent/modules";
import { accessRules } from "../../../../components/agent/rules";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };

function configWith(modules: ModulesArgs): string {
    return configFor([metrics, logs], { monitorBlockNode: true, collected: { modules } });
}

/** A component of a configuration, by its kind and label. */
function component(text: string, kind: string, label: string): string {
    const start = text.indexOf(`\n${kind} "${label}" {`);
    return start < 0 ? "" : text.slice(start, text.indexOf("\n}", start));
}

describe("modules", () => {
    it("are as they were where nothing is said of them", () => {
        assert.equal(configWith({}), configFor([metrics, logs], { monitorBlockNode: true }));
        assert.equal(
            configWith({ kubelet: { enabled: true }, cadvisor: {}, agentMetrics: { interval: "15s" } }),
            configWith({}),
        );
    });

    it("that are off are not there, and are asked nothing", () => {
        const off = { enabled: false };
        const text = configWith({ agentMetrics: off, kubelet: off, cadvisor: off, syslog: off });
        const there = [...text.matchAll(/^\/\/ Module: (\S+)/gm)].map(([, name]) => name);
        assert.deepEqual(there, ["core", "remotes", "node-exporter", "block-node"]);
        assert.doesNotMatch(text, /loki\.source\.journal|prometheus\.exporter\.self/);
        const needed = accessRules({ modules: { kubelet: off, cadvisor: off } });
        assert.doesNotMatch(JSON.stringify(needed), /nodes/);
        assert.match(JSON.stringify(accessRules({ modules: { kubelet: off } })), /"nodes\/metrics"/);
    });

    it("that share a file are switched each by itself", () => {
        const text = configWith({ kubelet: { enabled: false } });
        assert.equal(component(text, "prometheus.scrape", "kubelet"), "");
        assert.notEqual(component(text, "prometheus.scrape", "cadvisor"), "");
    });

    for (const [module, kind, label] of [
        ["agentMetrics", "prometheus.scrape", "alloy"],
        ["kubelet", "prometheus.scrape", "kubelet"],
        ["cadvisor", "prometheus.scrape", "cadvisor"],
        ["nodeExporter", "prometheus.operator.servicemonitors", "node_exporter"],
        ["blockNode", "prometheus.operator.servicemonitors", "block_node_server"],
    ] as const) {
        it(`send what is to be kept and not what is to be dropped: ${module}`, () => {
            const text = configWith({ [module]: { keep: ["a_.+", "b"], drop: ["a_c"] } });
            assert.match(
                component(text, kind, label),
                new RegExp(`forward_to += \\[prometheus\\.relabel\\.${label}\\.receiver\\]`),
            );
            const rules = [
                ...component(text, "prometheus.relabel", label).matchAll(
                    /regex += "(.*)"\n\t\taction += "(.*)"/g,
                ),
            ].map(([, regex, action]) => [action, regex]);
            // Whether a target answers is known of every one.
            assert.deepEqual(rules, [
                ["keep", "up|scrape_.+|a_.+|b"],
                ["drop", "a_c"],
            ]);
        });

        it(`take a target's samples up to a limit: ${module}`, () => {
            const limited = component(configWith({ [module]: { sampleLimit: 7 } }), kind, label);
            assert.match(limited, /(default_)?sample_limit += 7\n/);
        });
    }

    it("drop what nobody asks for, unless another list or none is given", () => {
        const dropped = (modules: ModulesArgs) =>
            [
                ...component(configWith(modules), "prometheus.relabel", "cadvisor").matchAll(
                    /regex += "(.*)"/g,
                ),
            ].map(([, regex]) => regex);
        assert.match(dropped({})[0] ?? "", /^container_\(blkio/);
        assert.deepEqual(dropped({ cadvisor: { drop: ["x"] } }), ["x"]);
        assert.deepEqual(dropped({ cadvisor: { drop: [] } }), []);
        assert.match(dropped({ cadvisor: { keep: ["y"] } }).join(), /^up\|scrape_\.\+\|y,container_\(blkio/);
    });

    it("scrape as often as is said", () => {
        const text = configWith({ kubelet: { interval: "1m" }, agentMetrics: { interval: "2m" } });
        const interval = (label: string) =>
            /scrape_interval += "(.*)"/.exec(component(text, "prometheus.scrape", label))?.[1];
        assert.deepEqual(["kubelet", "cadvisor", "alloy"].map(interval), ["1m", "30s", "2m"]);
    });
});
