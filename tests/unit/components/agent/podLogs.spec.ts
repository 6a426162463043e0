import * as assert from "node:assert/strict";

import { Multiline, PodLogsArgs } from "../../../../components/agent/podLogs";
import { accessRules } from "../../../../components/agent/rules";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";
import { parse } from "../../../support/settings";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/api/v1/write" };
const logs: PlainRemote = { kind: RemoteKind.Loki, name: "l", url: "https://h/loki/api/v1/push" };

function moduleOf(podLogs: PodLogsArgs, monitorBlockNode = false): string {
    const text = configFor([metrics, logs], { monitorBlockNode, collected: { podLogs } });
    return text.slice(text.indexOf("// Module: pod-logs"));
}

/** The rules by which pods are found, each as its attributes. */
function rulesOf(text: string): Record<string, string>[] {
    const body = /^discovery\.relabel "pod_logs" \{([\s\S]*?)^\}/m.exec(text)?.[1] ?? "";
    return [...body.matchAll(/\trule \{\n([^}]*)\}/g)].map(([, inside = ""]) =>
        Object.fromEntries(
            inside
                .trim()
                .split("\n")
                .map((line) => line.trim().split(/ += /, 2) as [string, string]),
        ),
    );
}

/** Where a rule keeps or drops pods. */
function choosing(text: string) {
    return rulesOf(text)
        .filter(({ action }) => action !== undefined)
        .map(({ source_labels: source, regex, action }) => [action, source, regex]);
}

const namespace = '["__meta_kubernetes_namespace"]';
const annotated = [
    '"drop"',
    '["__meta_kubernetes_pod_annotation_alloy_stack_logs", "__meta_kubernetes_namespace_annotation_alloy_stack_logs"]',
    '"false;.*|.*;false"',
];

describe("pods' logs", () => {
    it("are read only where that is asked for, and somebody takes them", () => {
        assert.doesNotMatch(configFor([metrics, logs]), /pod_logs/);
        assert.doesNotMatch(configFor([metrics], { collected: { podLogs: {} } }), /pod_logs/);
        assert.match(configFor([logs], { collected: { podLogs: {} } }), /^\/\/ Module: pod-logs/m);
    });

    it("are those of the named namespaces, and not those that are annotated", () => {
        assert.deepEqual(choosing(moduleOf({ namespaces: ["shop", "a-b"] })), [
            ['"keep"', namespace, '"shop|a-b"'],
            annotated,
        ]);
        assert.deepEqual(choosing(moduleOf({ exclude: ["kube-system"] })), [
            ['"drop"', namespace, '"kube-system"'],
            annotated,
        ]);
    });

    it("leave a block node's to its own module", () => {
        const read = choosing(moduleOf({}, true));
        assert.deepEqual(read.slice(1), [
            ['"drop"', '["__meta_kubernetes_pod_label_app_kubernetes_io_name"]', '"block-node-server"'],
        ]);
    });

    it("say where they come from, and have labels of the pod and of their own", () => {
        const text = moduleOf({ labels: { tier: "a$b" }, podLabels: { team: "example.com/the-team" } });
        const labels = rulesOf(text).flatMap(({ target_label: label }) => label ?? []);
        const usual = ["namespace", "pod", "container", "job", "__path__", "__path__", "app", "node"];
        assert.deepEqual(
            labels,
            [...usual, "team", "tier"].map((label) => `"${label}"`),
        );
        assert.deepEqual(rulesOf(text).slice(-2), [
            {
                source_labels: '["__meta_kubernetes_pod_label_example_com_the_team"]',
                target_label: '"team"',
            },
            { target_label: '"tier"', replacement: '"a$$b"' },
        ]);
        assert.match(text, /stage\.cri \{ \}/, "it says the stream");
    });

    it("are read by each agent on its own node, once for each Loki", () => {
        const other = { ...logs, name: "o" };
        const text = configFor([logs, other], { collected: { podLogs: {} } });
        assert.match(text, /field = "spec\.nodeName=" \+ sys\.env\("HOSTNAME"\)/);
        const sources = [...text.matchAll(/^loki\.source\.file "(.*)"/gm)].map(([, name]) => name);
        assert.deepEqual(sources, ["pod_logs_l", "pod_logs_o"]);
    });

    it("join lines where that is asked for", () => {
        const firstLine = (multiline?: Multiline) =>
            /firstline +=.*`(.*)`/.exec(moduleOf(multiline ? { multiline } : {}))?.[1];
        assert.equal(firstLine(), undefined);
        const indented = new RegExp(firstLine(Multiline.Indented) ?? "");
        for (const first of ["a", "C", "Calm", "{", "[x]", "Call", "2024", "Ca", "é"])
            assert.match(first, indented);
        for (const more of ["", "\tat x", "  y", "}", "]", "Caused by: x"])
            assert.doesNotMatch(more, indented);
        const dated = new RegExp(firstLine(Multiline.Dated) ?? "");
        assert.match("2024-01-01T10:00:00Z x", dated);
        assert.doesNotMatch("java.lang.X", dated);
    });

    it("find levels with one expression, which names all that are translated", () => {
        const text = moduleOf({});
        assert.equal(text.match(/stage\.regex/g)?.length, 1);
        const known = /\(\?P<level>(.*)\)\)\\b`/.exec(text)?.[1] ?? "";
        assert.match(known, /^trace\|debug\|.*\[IWEF\]/);
    });

    it("need namespaces, whose annotations are looked at, and nothing else", () => {
        const [first, ...others] = accessRules({ podLogs: {} });
        const [usual, ...rest] = accessRules({});
        assert.deepEqual(first?.resources, [...(usual?.resources ?? []), "namespaces"]);
        assert.deepEqual(others, rest);
    });

    it("of all namespaces are those of which none is named", () => {
        const read = (podLogs: unknown) => parse({ clusterName: "c", podLogs }).settings.stack.podLogs;
        assert.deepEqual(read({ namespaces: "all", exclude: ["a"] }), { exclude: ["a"] });
        assert.deepEqual(read({ namespaces: ["a"] }), { namespaces: ["a"] });
        assert.equal(read(undefined), undefined);
    });
});
