import * as assert from "node:assert/strict";

import { Collected } from "../../../../components/agent/collected";
import { accessRules } from "../../../../components/agent/rules";
import { RemoteKind } from "../../../../components/remotes";
import { collectedProblems } from "../../../../components/validate/collected";
import { OptionalInstallation } from "../../../../components/installation";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "m", url: "https://h/api/v1/write" };

function components(collected: Collected): Map<string, string> {
    const text = configFor([metrics], { collected });
    const found = [...text.matchAll(/^([a-z_.]+) "(\w+)" \{\n([\s\S]*?)^\}/gm)];
    return new Map(found.map(([, kind = "", label = "", body = ""]) => [`${kind}.${label}`, body]));
}

const kinds = ["servicemonitors", "podmonitors", "probes"];

describe("other people's monitors", () => {
    it("are looked for only where that is asked for", () => {
        for (const kind of kinds)
            assert.equal(components({}).has(`prometheus.operator.${kind}.monitors`), false, kind);
    });

    for (const kind of kinds) {
        it(`are looked for in named namespaces, without the stack's own, and shared: ${kind}`, () => {
            const monitors = { namespaces: ["a", "b"], selector: { r: "x" } };
            const body = components({ monitors }).get(`prometheus.operator.${kind}.monitors`) ?? "";
            assert.match(body, /^\tnamespaces = \["a", "b"\]$/m);
            assert.match(body, /match_labels = \{"r" = "x"\}/);
            assert.match(body, /operator = "NotIn"\n\t+values +=? \["alloy-stack"\]/);
            assert.match(body, /clustering \{\n\t\tenabled = true/);
            assert.match(body, /default_sample_limit +=? 10000$/m);
            assert.match(body, /default_scrape_interval = "60s"$/m);
        });
    }

    it("name no file of the agents'", () => {
        const body = components({ monitors: { namespaces: ["a"] } }).get(
            "prometheus.operator.servicemonitors.monitors",
        );
        assert.match(body ?? "", /allow_arbitrary_file_access = false/);
    });

    it("are limited as is said", () => {
        const all = components({
            monitors: { namespaces: ["a"], interval: "30s", sampleLimit: 7, keep: ["k"], drop: ["d"] },
        });
        for (const kind of kinds) {
            const body = all.get(`prometheus.operator.${kind}.monitors`) ?? "";
            assert.match(body, /default_sample_limit +=? 7$/m);
            assert.match(body, /forward_to = \[prometheus\.relabel\.monitors\.receiver\]/);
        }
        assert.match(all.get("prometheus.relabel.monitors") ?? "", /up\|scrape_\.\+\|k"[^]*"d"/);
    });

    it("need their kinds, and no Secret", () => {
        const text = JSON.stringify(accessRules({ monitors: { namespaces: ["a"] } }));
        assert.match(text, /"servicemonitors","podmonitors","probes"/);
        assert.doesNotMatch(text, /secrets|configmaps|nodes\/proxy/);
        assert.doesNotMatch(JSON.stringify(accessRules({})), /podmonitors|ingresses/);
    });
});

describe("annotated pods", () => {
    const scrapeAnnotations = { namespaces: ["a", "b-c"] };

    it("are looked for only where that is asked for", () => {
        assert.equal(components({}).has("prometheus.scrape.annotated"), false);
    });

    it("are each asked by the agent of their node, in named namespaces, and limited", () => {
        const all = components({ scrapeAnnotations });
        assert.match(all.get("discovery.kubernetes.annotated") ?? "", /spec\.nodeName=/);
        assert.match(
            all.get("discovery.relabel.annotated") ?? "",
            /source_labels = \["__meta_kubernetes_namespace"\]\n\t\tregex +=? "a\|b-c"\n\t\taction +=? "keep"/,
        );
        const scrape = all.get("prometheus.scrape.annotated") ?? "";
        for (const limit of [
            "sample_limit",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
        ])
            assert.match(scrape, new RegExp(`\\t${limit} +=? \\d+\n`));
        assert.deepEqual(accessRules({ scrapeAnnotations }), accessRules({}));
    });
});

describe("what of others is scraped", () => {
    const args = { clusterName: "c" };
    const told = (more: object) => collectedProblems({ ...args, ...more }).map(({ path }) => path);

    it("is in namespaces that are named", () => {
        assert.deepEqual(told({ monitors: { namespaces: [] }, scrapeAnnotations: { namespaces: ["A"] } }), [
            "monitors.namespaces",
            "scrapeAnnotations.namespaces[0]",
        ]);
    });

    it("has limits and labels that there are", () => {
        const wrong = {
            namespaces: ["a"],
            selector: { "a b": "c" },
            interval: "1h",
            drop: ["("],
            sampleLimit: 0,
        };
        assert.deepEqual(told({ monitors: wrong }), [
            "monitors.selector",
            "monitors.interval",
            "monitors.sampleLimit",
            "monitors.drop[0]",
        ]);
    });

    it("is no node exporter that is scraped already", () => {
        const existing = { nodeExporter: OptionalInstallation.Existing, nodeExporterNamespaces: ["m"] };
        assert.deepEqual(told({ ...existing, monitors: { namespaces: ["a", "m"] } }), [
            "monitors.namespaces",
        ]);
        assert.deepEqual(told({ ...existing, monitors: { namespaces: ["a"] } }), []);
        assert.deepEqual(told({ ...existing, monitors: { namespaces: ["m"], selector: { a: "b" } } }), []);
    });
});
