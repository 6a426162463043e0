import * as assert from "node:assert/strict";

import { keys, metaOf } from "../../../settings/schema";
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
        "previousLogsPassword",
        "this stack runs no Loki",
        'previousLogsPassword beside dev: true and "loki" in devServers, or no previousLogsPassword',
    );
    const ofOtherLogin = (key: string, methods: string) =>
        idle(
            key,
            "the operator logs in with a username and a password",
            `${key} beside esoLogin: ${methods}, or no ${key}`,
        );
    const ofOtherMount = (key: string) =>
        idle(
            key,
            "this stack tells Vault of no cluster",
            `${key} beside esoLogin: kubernetes and esoLoginCreateMount: true, or no ${key}`,
        );
    const ofUser = (key: string) =>
        idle(
            key,
            "the operator logs in with its service account",
            `${key} beside esoLogin: userPass, or no ${key}`,
        );

    const ofVault: [key: string, value: unknown, ofProject: unknown][] = [
        ["vaultAddress", "https://v", ""],
        ["vaultCaCertificate", certificate, ""],
        ["vaultAddressForPods", "https://10.0.0.5:8200", ""],
        ["vaultNamespace", "admin/team-a", ""],
        ["externalSecretStore", "theirs", ""],
        ["vaultProxy", { url: "http://proxy.example.com:3128" }, ""],
        ["vaultReadOnly", true, false],
        ["vaultKvMount", "kv", "secret"],
        ["vaultKvVersion", "v1", "v2"],
        ["esoLoginCreateMount", true, false],
        ["verify", { prometheus: { url: "https://p.example.com" } }, {}],
    ];
    /** By the methods that have them. */
    const ofOthers: [methods: string, key: string, value: unknown, ofProject: unknown][] = [
        ["kubernetes or appRole or jwt", "esoRole", "west", ""],
        ["kubernetes or jwt", "esoServiceAccount", "a/b", ""],
        ["jwt", "esoAudience", "https://vault.example.com", ""],
        ["appRole", "esoRoleId", "hunter2", ""],
        ["appRole", "esoSecretId", "hunter2", ""],
    ];
    const ofServiceAccount = ofOthers.slice(0, 2).map(([, ...row]) => row);
    const ofMount: [key: string, value: unknown, ofProject: unknown][] = [
        ["clusterAddressForVault", "https://10.0.0.1:6443", ""],
        ["clusterCaCertificateForVault", certificate, ""],
    ];
    const ofUserPass: [key: string, value: unknown, ofProject: unknown][] = [
        ["esoUsername", "eso-west", ""],
        ["esoPassword", "hunter2", ""],
    ];
    const ofExporter: [key: string, value: unknown, ofProject: unknown][] = [
        ["nodeExporterNamespaces", ["monitoring"], []],
        ["nodeExporterSelector", { a: "b" }, {}],
    ];
    const ofOwnExporter: [key: string, value: unknown, ofProject: unknown][] = [
        ["nodeExporterPort", 9101, ""],
        ["hostMountPropagation", false, ""],
    ];
    const withoutStore = (key: string) =>
        `${key} without externalSecretStore, or externalSecretStore without ${key}`;
    /** What is of no interest to a store that somebody else has made, and what is expected of it instead. */
    const ofOwnStore: [key: string, value: unknown, expected: string][] = [
        ["esoLogin", "kubernetes", withoutStore("esoLogin")],
        ["esoLoginMount", "a", withoutStore("esoLoginMount")],
        [
            "vaultCredentialsNamespace",
            "team",
            "vaultCredentialsNamespace beside esoLogin: userPass or appRole, or no vaultCredentialsNamespace",
        ],
    ];
    const ofStateMetrics: [key: string, value: unknown, ofProject: unknown][] = [
        ["kubeStateMetricsNamespaces", ["monitoring"], []],
        ["kubeStateMetricsSelector", { a: "b" }, {}],
    ];
    const dev = { ...least, dev: true };
    const kubernetes = { esoLogin: "kubernetes" };
    const mounting = { ...kubernetes, esoLoginCreateMount: true };
    const otherSecrets = { remotePasswords: secrets.remotePasswords };

    const refused: [what: string, values: Values, problem: string][] = [
        ...ofVault.map(([key, value]): [string, Values, string] => [
            `${key} with dev`,
            { ...dev, [key]: value },
            inDev(key),
        ]),
        [
            "a dev Vault's token without dev",
            { ...least, devVaultToken: "hunter2" },
            notInDev("devVaultToken"),
        ],
        ["servers without dev", { ...least, devServers: ["prometheus", "loki"] }, notInDev("devServers")],
        [
            "addresses to listen on without dev",
            { ...least, devListenAddresses: ["192.0.2.7"] },
            notInDev("devListenAddresses"),
        ],
        [
            "a registry's password without its login",
            { ...least, imageRegistryPassword: "hunter2" },
            idle(
                "imageRegistryPassword",
                "no imageRegistryLogin whose password it would be",
                "imageRegistryPassword beside imageRegistryLogin, or no imageRegistryPassword",
            ),
        ],
        ["a former password of Loki without dev", { ...least, previousLogsPassword: "hunter2" }, withoutLoki],
        [
            "a former password of Loki that is left out",
            { ...dev, devServers: ["prometheus", "grafana"], previousLogsPassword: "hunter2" },
            withoutLoki,
        ],
        ...ofOthers.flatMap(([methods, key, value]): [string, Values, string][] => [
            [`${key} with a password, in dev`, { ...dev, [key]: value }, ofOtherLogin(key, methods)],
            [`${key} with a password`, { ...prod, ...secrets, [key]: value }, ofOtherLogin(key, methods)],
        ]),
        ...ofMount.flatMap(([key, value]): [string, Values, string][] => [
            [`${key} with a password`, { ...prod, ...secrets, [key]: value }, ofOtherMount(key)],
            [
                `${key} with a login method that Vault's owners mount`,
                { ...prod, ...otherSecrets, ...kubernetes, [key]: value },
                ofOtherMount(key),
            ],
        ]),
        ...ofUserPass.map(([key, value]): [string, Values, string] => [
            `${key} with a service account`,
            { ...prod, ...otherSecrets, ...kubernetes, [key]: value },
            ofUser(key),
        ]),
        ...ofStateMetrics.map(([key, value]): [string, Values, string] => [
            `${key} without a kube-state-metrics that is there`,
            { ...least, [key]: value },
            idle(
                key,
                "the kube-state-metrics is not one that is there",
                `${key} beside kubeStateMetrics: existing, or no ${key}`,
            ),
        ]),
        ...ofExporter.map(([key, value]): [string, Values, string] => [
            `${key} with a node exporter of its own`,
            { ...least, [key]: value },
            idle(
                key,
                "the node exporter is not one that is there",
                `${key} beside nodeExporter: existing, or no ${key}`,
            ),
        ]),
        ...ofOwnExporter.map(([key, value]): [string, Values, string] => [
            `${key} without a node exporter`,
            { ...least, nodeExporter: "none", [key]: value },
            idle(
                key,
                "the stack brings no node exporter",
                `${key} beside nodeExporter: install, or no ${key}`,
            ),
        ]),
        [
            "values for the chart of an operator that is there",
            { ...least, externalSecrets: "existing", externalSecretsValues: { replicaCount: 2 } },
            idle(
                "externalSecretsValues",
                "the External Secrets Operator is one that is there",
                "externalSecretsValues beside externalSecrets: install, or no externalSecretsValues",
            ),
        ],
        ...ofOwnStore.map(([key, value, expected]): [string, Values, string] => [
            `${key} with a store that is there`,
            { ...prod, ...otherSecrets, externalSecretStore: "theirs", [key]: value },
            idle(key, "the store is one that somebody else has made", expected),
        ]),
    ];
    for (const [what, values, expected] of refused) {
        it(`is refused: ${what}`, () => {
            const found = problemsOf(values);
            assert.deepEqual(found, [expected]);
            assert.doesNotMatch(found.join("\n"), /hunter2|BEGIN/);
        });
    }

    it("is every one that says where it has an effect", () => {
        const conditional = keys.filter((key) => metaOf(key).only);
        const seen = refused.flatMap(([, values]) => Object.keys(values));
        assert.deepEqual(
            conditional.filter((key) => !seen.includes(key)),
            [],
        );
    });

    const valuesOf = (rows: [key: string, value: unknown, ofProject: unknown][]): Values =>
        Object.fromEntries(rows) as Values;
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

    it("is refused once, whatever else is wrong with it", () => {
        const values = { ...dev, vaultAddress: "vault:8200", clusterCaCertificateForVault: "x" };
        assert.deepEqual(problemsOf(values), [
            inDev("vaultAddress"),
            ofOtherMount("clusterCaCertificateForVault"),
        ]);
    });

    it("is refused beside the one that would have given it an effect", () => {
        const values = { ...least, devServers: ["loki"], previousLogsPassword: "hunter2" };
        assert.deepEqual(problemsOf(values), [notInDev("devServers"), withoutLoki]);
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
