import * as assert from "node:assert/strict";

import { AlloyStackArgs } from "../../../../components/index";
import { argsProblems } from "../../../../components/validate/args";

function told(args: Partial<AlloyStackArgs>): string[] {
    return argsProblems({ clusterName: "c", ...args }).map(
        ({ path, found, expected }) => `${path}: ${found}; ${expected ?? ""}`,
    );
}

describe("where pods run and how they change", () => {
    for (const args of [
        { podLabels: { team: "a", "x.example/y": "" }, podAnnotations: { "x.example/y": "any text: {}" } },
        { maxUnavailable: "1" },
        { maxUnavailable: "100%" },
        { agentProxy: { url: "http://proxy:3128", noProxy: ["10.0.0.0/8", ".example.com"] } },
        { agentServiceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x" } },
    ]) {
        it(`may be ${JSON.stringify(args)}`, () => {
            assert.deepEqual(told(args), []);
        });
    }

    const key = 'up to 63 letters, digits, "-", "_" and ".", with "prefix/" before it or not';
    const count = 'a number of nodes from 1 on, or a share of them such as "10%"';
    const refused: [args: Partial<AlloyStackArgs>, problem: string][] = [
        [{ podLabels: { "a b": "c" } }, `podLabels: has the key "a b"; ${key}`],
        [
            { podLabels: { "app.kubernetes.io/name": "x" } },
            'podLabels: has the key "app.kubernetes.io/name", by which the pods are found; labels of your own',
        ],
        [{ podAnnotations: { "/x": "c" } }, `podAnnotations: has the key "/x"; ${key}`],
        [
            { podAnnotations: { "kubectl.kubernetes.io/default-container": "x" } },
            'podAnnotations: has the key "kubectl.kubernetes.io/default-container", which the chart sets; annotations of your own',
        ],
        [{ maxUnavailable: "0" }, `maxUnavailable: is "0"; ${count}`],
        [{ maxUnavailable: "0%" }, `maxUnavailable: is "0%"; ${count}`],
        [{ maxUnavailable: "101%" }, `maxUnavailable: is "101%"; ${count}`],
        [{ maxUnavailable: "-1" }, `maxUnavailable: is "-1"; ${count}`],
        [
            { agentProxy: { url: "http://u:hunter2@proxy" } },
            "agentProxy.url: is no http or https URL; one without a login",
        ],
        [
            { agentProxy: { url: "http://p", noProxy: ["a,b"] } },
            'agentProxy.noProxy[0]: is "a,b"; a host or a network',
        ],
    ];
    for (const [args, problem] of refused) {
        it(`is refused for ${JSON.stringify(args)}`, () => {
            assert.deepEqual(told(args), [problem]);
        });
    }
});
