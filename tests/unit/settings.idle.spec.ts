import * as assert from "node:assert/strict";

import { certificate } from "../support/certificate";
import { least, parse, problem, problemsOf, prod, secrets, Values } from "../support/settings";

describe("a key that has no effect in a stack of its kind", () => {
    const inDev = (key: string) =>
        problem(
            `p:${key}: is given, and a dev stack has a Vault of its own`,
            `expected: ${key} without dev, or dev without ${key}`,
            `run:      pulumi config rm p:${key}`,
        );
    const notInDev = (key: string) =>
        problem(
            `p:${key}: is given, and only a dev stack runs Prometheus, Loki and Grafana`,
            `expected: ${key} beside dev: true, or no ${key}`,
            `run:      pulumi config rm p:${key}`,
        );

    const ofVault: [key: string, value: unknown, ofProject: unknown][] = [
        ["vaultAddress", "https://v", ""],
        ["vaultCaCertificate", certificate, ""],
        ["vaultAddressForPods", "https://10.0.0.5:8200", ""],
        ["vaultReadOnly", true, false],
        ["vaultKvMount", "kv", "secret"],
        ["vaultKvVersion", "v1", "v2"],
        ["operatorLoginMountExists", true, false],
    ];
    const ofDocker: [key: string, value: unknown, ofProject: unknown][] = [
        ["backend", ["prometheus", "loki"], ["prometheus", "loki", "grafana"]],
        ["previousLokiPassword", "hunter2", ""],
    ];
    for (const [key, value] of ofVault) {
        it(`is refused: ${key} with dev`, () => {
            assert.deepEqual(problemsOf({ ...least, dev: true, [key]: value }), [inDev(key)]);
        });
    }
    for (const [key, value] of ofDocker) {
        it(`is refused: ${key} without dev`, () => {
            assert.deepEqual(problemsOf({ ...least, [key]: value }), [notInDev(key)]);
        });
    }

    const accepted: [what: string, values: Values][] = [
        ["nodeIp without dev, which warnings go by", { ...least, nodeIp: "192.0.2.7" }],
        ["another login and another mount for it in dev", { ...least, dev: true, operatorLoginMount: "a" }],
    ];
    for (const [what, values] of accepted) {
        it(`is not ${what}`, () => {
            parse(values);
        });
    }

    // Pulumi hands them out like values of the stack's file.
    it("is not there because of the project's defaults", () => {
        const defaults = Object.fromEntries(
            [...ofVault, ...ofDocker].map(([key, , ofProject]) => [key, ofProject]),
        );
        parse({ ...defaults, ...least, dev: true });
        parse({ ...defaults, ...prod, ...secrets });
    });

    it("is refused once, whatever else is wrong with it", () => {
        const values = { ...least, dev: true, vaultAddress: "vault:8200", vaultCaCertificate: "x" };
        assert.deepEqual(problemsOf(values), [inDev("vaultAddress"), inDev("vaultCaCertificate")]);
    });

    it("is not known where dev is neither true nor false", () => {
        const values = { ...least, dev: "yes", backend: ["loki"], vaultKvMount: "kv" };
        assert.deepEqual(problemsOf(values), [problem('p:dev: is "yes"', "expected: true or false")]);
    });
});
