import * as assert from "node:assert/strict";

import { AlloyStack, AlloyStackArgs, OptionalInstallation } from "../../../../components/index";
import { argsProblems } from "../../../../components/validate/args";
import { record } from "../../../support/recording";

async function registered(args: Partial<AlloyStackArgs>) {
    const create = () => new AlloyStack("s", { clusterName: "c", ...args });
    return (await record(create, { preview: true })).registered;
}

/** What is registered of a kube-state-metrics, by kind. */
async function objects(args: Partial<AlloyStackArgs>) {
    const ours = (await registered(args)).filter(({ name }) => name.includes("kube-state-metrics"));
    return new Map(ours.map(({ type, inputs }) => [type.replace(/^.*:/, ""), inputs]));
}

async function configOf(args: Partial<AlloyStackArgs>): Promise<string> {
    const maps = (await registered(args)).filter(({ type }) => type.endsWith(":ConfigMap"));
    return maps.map(({ inputs }) => (inputs.data as Record<string, string>)["config.alloy"]).join("");
}

const { Install, Existing } = OptionalInstallation;

describe("a kube-state-metrics", () => {
    it("is there only where it is asked for", async () => {
        assert.equal((await objects({})).size, 0);
        assert.doesNotMatch(await configOf({}), /kube_state_metrics/);
    });

    it("lists what it tells of, may do nothing else, and reads no Secret", async () => {
        const all = await objects({ kubeStateMetrics: Install });
        const role = all.get("ClusterRole") as { rules: { resources: string[]; verbs: string[] }[] };
        const listed = role.rules.flatMap(({ resources }) => resources);
        assert.ok(listed.includes("pods"));
        assert.ok(!listed.includes("secrets") && !listed.includes("configmaps"));
        for (const { verbs } of role.rules) assert.deepEqual(verbs, ["list", "watch"]);
        const text = JSON.stringify(all.get("Deployment"));
        assert.ok(text.includes(`--resources=${listed.join(",")}`), "it watches what it may not, or less");
    });

    it("is found in the agents' namespace, and leaves the labels to what it tells of", async () => {
        const args = { kubeStateMetrics: Install, namespaces: { agent: "a" } };
        const { spec } = (await objects(args)).get("ServiceMonitor") as { spec: { endpoints: object[] } };
        assert.deepEqual((spec.endpoints[0] as { honorLabels: boolean }).honorLabels, true);
        const config = await configOf(args);
        const [, search = ""] = /servicemonitors "kube_state_metrics" \{([\s\S]*?)^\}/m.exec(config) ?? [];
        assert.match(search, /namespaces = \["a"\]/);
        assert.match(search, /"app\.kubernetes\.io\/name" = "kube-state-metrics"/);
    });

    it("that is there is found where it is said to be, and not installed", async () => {
        const args = { kubeStateMetrics: Existing, kubeStateMetricsNamespaces: ["m"] };
        assert.equal((await objects(args)).size, 0);
        assert.match(await configOf(args), /"kube_state_metrics" \{\n\tnamespaces = \["m"\]/);
    });

    it("is refused where nobody knows which it is", () => {
        const told = (args: Partial<AlloyStackArgs>) =>
            argsProblems({ clusterName: "c", ...args }).map(({ path }) => path);
        assert.deepEqual(told({ kubeStateMetrics: Existing }), ["kubeStateMetricsNamespaces"]);
        assert.deepEqual(told({ kubeStateMetricsSelector: { a: "b" }, kubeStateMetricsNamespaces: ["m"] }), [
            "kubeStateMetricsSelector",
            "kubeStateMetricsNamespaces",
        ]);
        const existing = { kubeStateMetrics: Existing, kubeStateMetricsNamespaces: ["m"] };
        assert.deepEqual(told({ ...existing, monitors: { namespaces: ["m"] } }), ["monitors.namespaces"]);
        assert.deepEqual(told({ ...existing, modules: { kubeStateMetrics: { interval: "30s" } } }), [
            "modules.kubeStateMetrics.interval",
        ]);
    });
});
