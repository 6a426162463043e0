import * as assert from "node:assert/strict";

import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { diffConfig } from "./diffConfig";

/** A kubeconfig with one context for each cluster, of the same name. */
function kubeconfig(current: string, servers: Record<string, string>): string {
    return JSON.stringify({
        "current-context": current,
        contexts: Object.keys(servers).map((name) => ({ name, context: { cluster: name, user: "u" } })),
        clusters: Object.entries(servers).map(([name, server]) => ({ name, cluster: { server } })),
    });
}

describe("a changed kubernetes provider", () => {
    const replaced = (olds: Properties, news: Properties) => diffConfig({ olds, news }).replaces ?? [];
    const servers = { one: "https://one", two: "https://two" };
    const one = kubeconfig("one", servers);
    const two = kubeconfig("two", servers);

    it("is none without a difference", () => {
        assert.deepEqual(diffConfig({ olds: { context: "one" }, news: { context: "one" } }), {
            changes: "DIFF_NONE",
        });
    });

    it("is another cluster if its identifier changes", () => {
        const [olds, news] = [{ clusterIdentifier: "a" }, { clusterIdentifier: "b" }];
        assert.deepEqual(replaced(olds, news), ["clusterIdentifier"]);
        assert.deepEqual(replaced({}, news), [], "nothing is known of the one before");
        assert.deepEqual(replaced(olds, {}), []);
    });

    it("is the same cluster while its identifier stays, wherever the kubeconfig leads", () => {
        const same = { clusterIdentifier: "a" };
        assert.deepEqual(replaced({ ...same, kubeconfig: one }, { ...same, kubeconfig: two }), []);
        assert.deepEqual(replaced({ ...same, kubeconfig: one }, { ...same, kubeconfig: unknownValue }), []);
        assert.deepEqual(replaced({ ...same, context: "one" }, { ...same, context: "two" }), []);
    });

    it("is another cluster without an identifier if the kubeconfig leads elsewhere", () => {
        assert.deepEqual(replaced({ kubeconfig: one }, { kubeconfig: two }), ["kubeconfig"]);
        assert.deepEqual(replaced({ kubeconfig: one }, { kubeconfig: one, context: "two" }), ["context"]);
        assert.deepEqual(replaced({ kubeconfig: one }, { kubeconfig: unknownValue }), ["kubeconfig"]);
        const renamed = kubeconfig("first", { first: servers.one });
        assert.deepEqual(replaced({ kubeconfig: one }, { kubeconfig: renamed }), [], "by another name");
    });

    it("is the same cluster if no kubeconfig is given, or was, whatever the context is", () => {
        assert.deepEqual(replaced({}, { kubeconfig: one }), []);
        assert.deepEqual(replaced({ context: "one" }, { context: "two" }), []);
    });
});
