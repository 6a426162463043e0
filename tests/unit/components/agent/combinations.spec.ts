import * as assert from "node:assert/strict";

import { moduleCombinations } from "../../../support/configurations/combinations";
import { pairwise } from "../../../support/configurations/pairwise";

/** What is wrong with how the components of a configuration are connected. */
function disconnected(text: string): string[] {
    const code = text.replace(/^\s*\/\/.*$/gm, "");
    const names = [...code.matchAll(/^([a-z_.]+) "(\w+)" \{/gm)].map(([, kind, label]) => `${kind}.${label}`);
    const used = [...code.matchAll(/([a-z][a-z_.]*\.\w+)\.(?:receiver|targets|output|rules)\b/g)].map(
        ([, name]) => name ?? "",
    );
    const twice = names.filter((name, index) => names.indexOf(name) < index);
    // What nothing comes to is not collected, however it is configured.
    const idle = names.filter(
        (name) =>
            /^(loki\.process|prometheus\.relabel|discovery\.|local\.)/.test(name) && !used.includes(name),
    );
    return [
        ...twice.map((name) => `${name} is there twice`),
        ...used.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
        ...idle.map((name) => `${name} is idle`),
    ];
}

describe("modules of every pair of choices", () => {
    const all = moduleCombinations();

    it("are chosen so that every value meets every other", () => {
        const factors = { a: [1, 2, 3], b: ["x", "y"], c: [true, false] };
        const met = new Set(pairwise(factors).flatMap(({ a, b, c }) => [`${a}${b}`, `${a}${c}`, `${b}${c}`]));
        assert.equal(met.size, 3 * 2 + 3 * 2 + 2 * 2);
        assert.ok(all.length < 60, `${all.length} are more than a few`);
    });

    it("have each component once, and all that it is connected to", () => {
        for (const { name, text } of all) {
            assert.deepEqual(disconnected(text), [], name);
        }
    });

    it("would be told where something is missing, twice or idle", () => {
        const text =
            'prometheus.relabel "a" {\n}\n\nprometheus.relabel "a" {\n\tforward_to = [loki.write.x.receiver]\n}\n';
        assert.deepEqual(disconnected(text), [
            "prometheus.relabel.a is there twice",
            "loki.write.x is missing",
            "prometheus.relabel.a is idle",
            "prometheus.relabel.a is idle",
        ]);
    });
});
