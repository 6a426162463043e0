import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../../components/remotes";
import { argsProblems } from "../../../../components/validate/args";
import { collisions, isClusterName, nameProblem } from "../../../../components/validate/names";

describe("the names of remotes of a kind", () => {
    const collisionsOf = (...names: string[]) =>
        collisions(
            RemoteKind.Loki,
            names.map((name) => ({ name })),
        );
    const differ = 'names that differ in more than case, "-", "_" and "."';

    it("may not be the same", () => {
        const problem = {
            path: "lokiRemotes",
            found: 'two remotes are called "a"',
            expected: "another name for one of them",
        };
        assert.deepEqual(collisionsOf("a", "b", "a"), [problem]);
    });

    for (const [one, other] of [
        ["a-b", "a_b"],
        ["a-b", "A-B"],
        ["a_b", "A.b"],
        ["true", "TRUE"],
    ] as const) {
        it(`may not become the same: ${one} and ${other}`, () => {
            const object = `loki-${one.replace("_", "-")}`;
            const found = `"${one}" and "${other}" become the same name in Kubernetes, "${object}"`;
            assert.deepEqual(collisionsOf(one, other), [{ path: "lokiRemotes", found, expected: differ }]);
        });
    }

    it("may be the same for Prometheus and Loki", () => {
        const remotes = [{ name: "a", url: "http://h/x" }];
        const args = { clusterName: "c", prometheusRemotes: remotes, lokiRemotes: remotes };
        assert.deepEqual(argsProblems(args), []);
    });
});

describe("a remote's name", () => {
    for (const name of ["a", "1st", "a.b_C-d", "x".repeat(50)]) {
        it(`may be ${name}`, () => {
            assert.equal(nameProblem(name), undefined);
        });
    }

    for (const [name, found] of [
        ["", "has no name"],
        ["-a", 'has the name "-a"'],
        ["a-", 'has the name "a-"'],
        ["a b", 'has the name "a…"'],
        ["a/b", 'has the name "a…"'],
        ["x".repeat(51), `has the name "${"x".repeat(51)}"`],
    ] as const) {
        it(`may not be ${JSON.stringify(name)}`, () => {
            assert.equal(nameProblem(name), found);
        });
    }
});

describe("a cluster's name", () => {
    it("may be what a label, a folder and a policy can be", () => {
        for (const name of ["c", "West", "1.2_3-4", "a.b", "x".repeat(253)])
            assert.ok(isClusterName(name), name);
    });

    it("may be nothing that leads elsewhere", () => {
        for (const name of ["", ".a", "-a", "_a", "a..b", "a/b", "a b", "a*", "a+b", "ä", "x".repeat(254)])
            assert.ok(!isClusterName(name), name);
    });
});
