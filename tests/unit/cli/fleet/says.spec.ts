import * as assert from "node:assert/strict";

import { says } from "../../../../cli/fleet/says";

const operation = (changes: string[], errors: string[] = []) => ({
    changes: changes.map((one) => ({ operation: one })),
    remarks: errors.map((text) => ({ severity: "error", text })),
});
const verification = (standings: string[], more: object = {}) => ({
    outcome: "green",
    secrets: [],
    remotes: standings.map((standing, index) => ({
        kind: "loki",
        name: `r${index}`,
        standing,
        ...(standing === "loses" && { cause: "401: wrong password" }),
    })),
    causes: [],
    unasked: [],
    ...more,
});
const of = (code: number | null, report: unknown, stderr = "") =>
    says({ code, stdout: report === undefined ? "" : JSON.stringify(report), stderr });

describe("what a stack's command came to, in one line", () => {
    it("are its changes and the remotes that take data, where all is well", () => {
        assert.equal(of(0, operation([])), "no changes");
        assert.equal(of(0, operation(["create", "update", "create"])), "2 created, 1 changed");
        assert.equal(of(0, verification(["takes", "quiet"])), "1 of 2 remotes take data now");
        assert.equal(
            of(0, { ...operation([]), verification: verification(["takes"]) }),
            "no changes; 1 of 1 remotes take data now",
        );
        assert.equal(of(0, undefined, "Stack dev has no agents: agent is false."), "");
    });

    it("is the first error of the engine, without what follows it", () => {
        assert.equal(of(1, operation(["create"], ["it is sealed\n  more"]), "error: other"), "it is sealed");
        const wrong =
            'The stack\'s configuration is wrong:\n  - p:dev: is "yes"\n      expected: true or false';
        assert.equal(of(1, operation([], [wrong])), 'The stack\'s configuration is wrong: p:dev: is "yes"');
    });

    it("are the changes where there should be none, and the command's own last error", () => {
        const stderr =
            "error: no changes were expected but changes occurred\nerror: pulumi has failed; it says above why\n";
        assert.equal(
            of(1, operation(["update"]), stderr),
            "1 changed: no changes were expected but changes occurred",
        );
        assert.equal(of(1, undefined, "error: there is no stack\n"), "there is no stack");
        assert.equal(of(1, undefined, "Killed\n"), "Killed");
        assert.equal(of(1, undefined), "it says nothing");
    });

    it("is nothing where a signal has ended it", () => {
        assert.equal(of(null, undefined), "");
    });

    it("is what is red of what was verified", () => {
        assert.equal(of(1, verification(["takes", "loses"])), "loki/r1: 401: wrong password");
        const secrets = [{ name: "loki-a", ready: false, problem: "403" }];
        assert.equal(of(1, verification(["loses"], { secrets })), "loki-a: 403");
        const agents = { problems: ["a-x refuses its configuration"] };
        assert.equal(of(1, verification(["loses"], { secrets, agents })), "a-x refuses its configuration");
        assert.equal(of(2, verification([], { unasked: ["no cluster"] })), "no cluster");
    });
});
