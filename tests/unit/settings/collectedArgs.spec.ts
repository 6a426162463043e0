import * as assert from "node:assert/strict";

import { collectedKeys } from "../../../settings/keys/collected";
import { least, parse, problemsOf } from "../../support/settings";

describe("what is to be collected, in a stack's configuration", () => {
    it("is nothing more than ever where nothing is said of it", () => {
        const { stack } = parse(least).settings;
        assert.deepEqual(
            Object.keys(collectedKeys).filter((key) => Object.hasOwn(stack, key)),
            [],
        );
    });

    it("comes to args of the same names", () => {
        const given = {
            labels: { a: "b" },
            modules: { kubelet: { enabled: false } },
            events: true,
            kubeStateMetrics: "existing",
            kubeStateMetricsNamespaces: ["m"],
            kubeStateMetricsSelector: { c: "d" },
            monitors: { namespaces: ["n"], interval: "30s" },
            scrapeAnnotations: { namespaces: ["n"] },
            podLogs: { namespaces: ["n"] },
        };
        const { stack } = parse({ ...least, ...given }).settings;
        for (const [key, value] of Object.entries(given))
            assert.deepEqual(stack[key as keyof typeof given], value, key);
        assert.deepEqual(Object.keys(given).sort(), Object.keys(collectedKeys).sort(), "a key was not tried");
    });

    for (const key of Object.keys(collectedKeys)) {
        for (const value of [[], "x", { x: 1 }, { namespaces: 1 }, { namespaces: [1] }]) {
            it(`is refused in words where it is no such thing: ${key}: ${JSON.stringify(value)}`, () => {
                // Labels are whatever people call them.
                if (typeof value === "object" && "x" in value && /labels|Selector/.test(key)) return;
                const found = problemsOf({ ...least, [key]: value });
                if (Array.isArray(value) && key.endsWith("Namespaces"))
                    assert.deepEqual(found, [], "an empty list is none");
                else assert.match(found.join("\n"), new RegExp(`^p:${key}[^]*expected: `));
            });
        }
    }
});
