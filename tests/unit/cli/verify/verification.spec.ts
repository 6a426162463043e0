import * as assert from "node:assert/strict";

import { causesOf, tell } from "../../../../cli/verify/tell";
import { asJson, exitCodes, outcome, Verification } from "../../../../cli/verify/verification";
import { RemoteKind } from "../../../../components/remotes";

const counted = { accepted: 5, refused: 0, heldBack: 0, dropped: 0, read: 5, answers: {} };
const metrics = { kind: RemoteKind.Prometheus, name: "m", url: "https://m" };
const logs = { kind: RemoteKind.Loki, name: "l", url: "https://l" };

const good: Verification = {
    stack: "prod",
    agents: { desired: 3, ready: 3, problems: [] },
    secrets: [{ kind: "ExternalSecret", name: "prometheus-m", ready: true }],
    remotes: [
        { remote: metrics, standing: "takes", counted, seconds: 20 },
        { remote: logs, standing: "takes", counted, seconds: 20 },
    ],
    queries: [],
    causes: [],
    unasked: [],
    strict: false,
};

describe("a stack that was verified", () => {
    it("is green when everything is there and every remote takes data", () => {
        assert.equal(outcome(good), "green");
    });

    it("is red for each thing that is wrong alone", () => {
        const agents = { desired: 3, ready: 2, problems: ["agent x is not ready"] };
        assert.equal(outcome({ ...good, agents }), "red");
        const secrets = [{ kind: "ExternalSecret" as const, name: "x", ready: false, problem: "why" }];
        assert.equal(outcome({ ...good, secrets }), "red");
        for (const standing of ["loses", "holds"] as const) {
            const remotes = good.remotes.map((one) => ({ ...one, standing }));
            assert.equal(outcome({ ...good, remotes }), "red");
        }
        const query = { module: "kubelet" as const, language: "promql" as const, title: "", text: "x" };
        assert.equal(outcome({ ...good, queries: [{ query, found: 0, verdict: "RED" }] }), "red");
    });

    it("is red for metrics that are quiet, and for logs only if it is strict", () => {
        const [m, l] = good.remotes;
        assert.equal(outcome({ ...good, remotes: [{ ...m!, standing: "quiet" }] }), "red");
        const quietLogs = { ...good, remotes: [m!, { ...l!, standing: "quiet" as const }] };
        assert.equal(outcome(quietLogs), "green");
        assert.equal(outcome({ ...quietLogs, strict: true }), "red");
    });

    it("is neither where nothing wrong is known, and something could not be asked", () => {
        const { agents: _, ...rest } = good;
        const unknown = {
            ...rest,
            remotes: [],
            secrets: [],
            unasked: ["the cluster can't be asked: no route"],
        };
        assert.equal(outcome(unknown), "unknown");
        assert.deepEqual(exitCodes, { green: 0, red: 1, unknown: 2 });
    });

    it("is told with its causes last, each once", () => {
        const remotes = [{ ...good.remotes[0]!, standing: "loses" as const, cause: "401; wrong password" }];
        const red = { ...good, remotes, causes: ["a", "a"] };
        assert.deepEqual(causesOf(red), ['prometheus remote "m" (https://m): 401; wrong password', "a"]);
        const lines: string[] = [];
        tell(red, new Date(), (text) => lines.push(text));
        const text = lines.join("\n");
        assert.match(text, /Agents: 3 of 3 are ready/);
        assert.match(text, /prometheus +m +RED +5 +0 +0 +0$/m);
        assert.match(text, /Likely causes:\n {2}prometheus remote "m".*\n {2}a\n\nRED: see above\.$/);
    });

    it("is the same for another program", () => {
        assert.deepEqual(asJson(good).remotes[0], {
            kind: "prometheus",
            name: "m",
            url: "https://m",
            standing: "takes",
            seconds: 20,
            accepted: 5,
            refused: 0,
            heldBack: 0,
            dropped: 0,
        });
        assert.equal(asJson(good).outcome, "green");
    });
});
