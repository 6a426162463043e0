import * as assert from "node:assert/strict";

import { least, parse, problem, problemsOf, prod, secrets, Values } from "../../support/settings";
import {
    dev,
    kubernetes,
    ofExporter,
    ofMount,
    ofOwnExporter,
    ofServiceAccount,
    ofUserPass,
    ofVault,
    otherSecrets,
    Row,
} from "./idleKeys";

describe("a key that has no effect in a stack of its kind", () => {
    const valuesOf = (rows: Row[]): Values => Object.fromEntries(rows) as Values;
    const mounting = { ...kubernetes, esoLoginCreateMount: true };
    const accepted: [what: string, values: Values][] = [
        ["nodeIp without dev, which warnings go by", { ...least, nodeIp: "192.0.2.7" }],
        ["another mount for the login in dev", { ...dev, esoLoginMount: "a" }],
        ["what a user has, in dev", { ...dev, ...valuesOf(ofUserPass) }],
        [
            "what a service account has, in dev",
            { ...dev, ...kubernetes, ...valuesOf([...ofServiceAccount, ...ofMount]) },
        ],
        ["what the stack's own node exporter has", { ...least, ...valuesOf(ofOwnExporter) }],
        [
            "a registry's password",
            {
                ...least,
                imageRegistryLogin: { server: "r.example.com", username: "u" },
                imageRegistryPassword: "hunter2",
            },
        ],
        ["what a user has", { ...prod, ...secrets, ...valuesOf(ofUserPass) }],
        [
            "what a service account has",
            { ...prod, ...otherSecrets, ...mounting, ...valuesOf([...ofServiceAccount, ...ofMount]) },
        ],
        ["a node exporter that is there", { ...least, nodeExporter: "existing", ...valuesOf(ofExporter) }],
        ["a dev Vault's token", { ...dev, devVaultToken: "hunter2" }],
        ["a former password of Loki", { ...dev, devServers: ["loki"], previousLogsPassword: "hunter2" }],
    ];
    for (const [what, values] of accepted) {
        it(`is not ${what}`, () => {
            parse(values);
        });
    }

    // Pulumi hands them out like values of the stack's file.
    it("is not there because of the project's defaults", () => {
        const ofDocker = { devServers: ["prometheus", "loki", "grafana"], previousLogsPassword: "" };
        const rows = [
            ...ofVault,
            ...ofServiceAccount,
            ...ofMount,
            ...ofUserPass,
            ...ofExporter,
            ...ofOwnExporter,
        ];
        const others = rows.map(([key, , value]) => [key, value]);
        const defaults = { ...ofDocker, ...(Object.fromEntries(others) as Values) };
        parse({ ...defaults, ...dev });
        parse({ ...defaults, ...prod, ...secrets });
        parse({ ...defaults, ...prod, ...otherSecrets, ...kubernetes });
    });

    const unknown: [what: string, values: Values, problem: string][] = [
        [
            "dev is neither true nor false",
            {
                ...least,
                dev: "yes",
                devServers: ["loki"],
                previousLogsPassword: "hunter2",
                vaultKvMount: "kv",
            },
            problem('p:dev: is "yes"', "expected: true or false"),
        ],
        [
            "the login is none that there is",
            { ...prod, ...secrets, esoLogin: "token", esoRole: "west", esoUsername: "a" },
            problem('p:esoLogin: is "token"', 'expected: "userPass", "kubernetes", "jwt" or "appRole"'),
        ],
        [
            "what a dev stack runs cannot be read",
            { ...dev, devServers: "prometheus", previousLogsPassword: "hunter2" },
            problem(
                'p:devServers: is "prometheus"',
                'expected: a list of "prometheus", "loki" or "victorialogs", and "grafana"',
                "write:    p:devServers:\n                    - prometheus\n                    - loki",
            ),
        ],
    ];
    for (const [what, values, expected] of unknown) {
        it(`is not known where ${what}`, () => {
            assert.deepEqual(problemsOf(values), [expected]);
        });
    }
});
