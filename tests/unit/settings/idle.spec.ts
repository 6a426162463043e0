import * as assert from "node:assert/strict";

import { certificate } from "../../support/certificate";
import { least, parse, problem, problemsOf, prod, secrets, Values } from "../../support/settings";

/** A problem with a key that should go, or stand in another stack. */
function idle(key: string, found: string, expected: string): string {
    const run = `run:      pulumi config rm p:${key}`;
    return problem(`p:${key}: is given, and ${found}`, `expected: ${expected}`, run);
}

describe("a key that has no effect in a stack of its kind", () => {
    const inDev = (key: string) =>
        idle(key, "a dev stack has a Vault of its own", `${key} without dev, or dev without ${key}`);
    const notInDev = (key: string) =>
        idle(key, "only a dev stack runs servers beside Vault", `${key} beside dev: true, or no ${key}`);
    const withoutLoki = idle(
        "previousLokiPassword",
        "this stack runs no Loki",
        'previousLokiPassword beside dev: true and "loki" in backend, or no previousLokiPassword',
    );
    const ofOtherLogin = (key: string) =>
        idle(
            key,
            "the operator logs in with a username and a password",
            `${key} beside operatorLogin: kubernetes, or no ${key}`,
        );
    const ofOtherMount = (key: string) =>
        idle(
            key,
            "this stack tells Vault of no cluster",
            `${key} beside operatorLogin: kubernetes without operatorLoginMountExists, or no ${key}`,
        );
    const ofUser = (key: string) =>
        idle(
            key,
            "the operator logs in with its service account",
            `${key} beside operatorLogin: userPass, or no ${key}`,
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
    const ofServiceAccount: [key: string, value: unknown, ofProject: unknown][] = [
        ["operatorRole", "west", "external-secrets"],
        ["operatorServiceAccount", "a/b", ""],
    ];
    const ofMount: [key: string, value: unknown, ofProject: unknown][] = [
        ["clusterAddressForVault", "https://10.0.0.1:6443", ""],
        ["clusterCaCertificateForVault", certificate, ""],
    ];
    const ofUserPass: [key: string, value: unknown, ofProject: unknown][] = [
        ["operatorUsername", "eso-west", "eso-user"],
        ["operatorPassword", "hunter2", ""],
    ];
    const dev = { ...least, dev: true };
    const kubernetes = { operatorLogin: "kubernetes" };

    const refused: [what: string, values: Values, problem: string][] = [
        ...ofVault.map(([key, value]): [string, Values, string] => [
            `${key} with dev`,
            { ...dev, [key]: value },
            inDev(key),
        ]),
        ["backend without dev", { ...least, backend: ["prometheus", "loki"] }, notInDev("backend")],
        ["a former password of Loki without dev", { ...least, previousLokiPassword: "hunter2" }, withoutLoki],
        [
            "a former password of Loki that is left out",
            { ...dev, backend: ["prometheus", "grafana"], previousLokiPassword: "hunter2" },
            withoutLoki,
        ],
        ...ofServiceAccount.flatMap(([key, value]): [string, Values, string][] => [
            [`${key} with a password, in dev`, { ...dev, [key]: value }, ofOtherLogin(key)],
            [`${key} with a password`, { ...prod, ...secrets, [key]: value }, ofOtherLogin(key)],
        ]),
        ...ofMount.flatMap(([key, value]): [string, Values, string][] => [
            [`${key} with a password`, { ...prod, ...secrets, [key]: value }, ofOtherMount(key)],
            [
                `${key} with a login method that Vault has`,
                {
                    ...prod,
                    ...secrets,
                    operatorPassword: undefined,
                    ...kubernetes,
                    operatorLoginMountExists: true,
                    [key]: value,
                },
                ofOtherMount(key),
            ],
        ]),
        ...ofUserPass.map(([key, value]): [string, Values, string] => [
            `${key} with a service account`,
            { ...dev, ...kubernetes, [key]: value },
            ofUser(key),
        ]),
    ];
    for (const [what, values, expected] of refused) {
        it(`is refused: ${what}`, () => {
            const found = problemsOf(values);
            assert.deepEqual(found, [expected]);
            assert.doesNotMatch(found.join("\n"), /hunter2|BEGIN/);
        });
    }

    const valuesOf = (rows: [key: string, value: unknown, ofProject: unknown][]): Values =>
        Object.fromEntries(rows) as Values;
    const otherSecrets = { ...secrets, operatorPassword: undefined };
    const accepted: [what: string, values: Values][] = [
        ["nodeIp without dev, which warnings go by", { ...least, nodeIp: "192.0.2.7" }],
        ["another mount for the login in dev", { ...dev, operatorLoginMount: "a" }],
        ["what a user has, in dev", { ...dev, ...valuesOf(ofUserPass) }],
        [
            "what a service account has, in dev",
            { ...dev, ...kubernetes, ...valuesOf([...ofServiceAccount, ...ofMount]) },
        ],
        ["what a user has", { ...prod, ...secrets, ...valuesOf(ofUserPass) }],
        [
            "what a service account has",
            { ...prod, ...otherSecrets, ...kubernetes, ...valuesOf([...ofServiceAccount, ...ofMount]) },
        ],
        ["a former password of Loki", { ...dev, backend: ["loki"], previousLokiPassword: "hunter2" }],
    ];
    for (const [what, values] of accepted) {
        it(`is not ${what}`, () => {
            parse(values);
        });
    }

    // Pulumi hands them out like values of the stack's file.
    it("is not there because of the project's defaults", () => {
        const ofDocker = { backend: ["prometheus", "loki", "grafana"], previousLokiPassword: "" };
        const others = [...ofVault, ...ofServiceAccount, ...ofMount, ...ofUserPass].map(([key, , value]) => [
            key,
            value,
        ]);
        const defaults = { ...ofDocker, ...(Object.fromEntries(others) as Values) };
        for (const login of [{}, kubernetes]) parse({ ...defaults, ...dev, ...login });
        parse({ ...defaults, ...prod, ...secrets });
        parse({ ...defaults, ...prod, ...otherSecrets, ...kubernetes });
    });

    it("is refused once, whatever else is wrong with it", () => {
        const values = { ...dev, vaultAddress: "vault:8200", clusterCaCertificateForVault: "x" };
        assert.deepEqual(problemsOf(values), [
            inDev("vaultAddress"),
            ofOtherMount("clusterCaCertificateForVault"),
        ]);
    });

    it("is refused beside the one that would have given it an effect", () => {
        const values = { ...least, backend: ["loki"], previousLokiPassword: "hunter2" };
        assert.deepEqual(problemsOf(values), [notInDev("backend"), withoutLoki]);
    });

    const unknown: [what: string, values: Values, problem: string][] = [
        [
            "dev is neither true nor false",
            { ...least, dev: "yes", backend: ["loki"], previousLokiPassword: "hunter2", vaultKvMount: "kv" },
            problem('p:dev: is "yes"', "expected: true or false"),
        ],
        [
            "the login is none that there is",
            { ...prod, ...secrets, operatorLogin: "token", operatorRole: "west", operatorUsername: "a" },
            problem('p:operatorLogin: is "token"', 'expected: "userPass" or "kubernetes"'),
        ],
        [
            "what a dev stack runs cannot be read",
            { ...dev, backend: "prometheus", previousLokiPassword: "hunter2" },
            problem(
                'p:backend: is "prometheus"',
                'expected: a list of "prometheus", "loki" or "victorialogs", and "grafana"',
                "write:    p:backend:\n                    - prometheus\n                    - loki",
            ),
        ],
    ];
    for (const [what, values, expected] of unknown) {
        it(`is not known where ${what}`, () => {
            assert.deepEqual(problemsOf(values), [expected]);
        });
    }
});
