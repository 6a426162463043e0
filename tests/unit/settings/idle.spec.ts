import * as assert from "node:assert/strict";

import { keys, metaOf } from "../../../settings/schema";
import { least, problem, problemsOf, prod, secrets, Values } from "../../support/settings";
import {
    dev,
    kubernetes,
    ofExporter,
    ofMount,
    ofOthers,
    ofOwnExporter,
    ofStateMetrics,
    ofUserPass,
    ofVault,
    otherSecrets,
} from "./idleKeys";

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
            "this stack does not set up Vault's kubernetes login",
            `${key} beside esoLogin: kubernetes and esoLoginCreateMount: true, or no ${key}`,
        );
    const ofUser = (key: string) =>
        idle(
            key,
            "the operator logs in with its service account",
            `${key} beside esoLogin: userPass, or no ${key}`,
        );

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
                "there is no imageRegistryLogin",
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
                'kubeStateMetrics is not "existing"',
                `${key} beside kubeStateMetrics: existing, or no ${key}`,
            ),
        ]),
        ...ofExporter.map(([key, value]): [string, Values, string] => [
            `${key} with a node exporter of its own`,
            { ...least, [key]: value },
            idle(key, 'nodeExporter is not "existing"', `${key} beside nodeExporter: existing, or no ${key}`),
        ]),
        ...ofOwnExporter.map(([key, value]): [string, Values, string] => [
            `${key} without a node exporter`,
            { ...least, nodeExporter: "none", [key]: value },
            idle(key, 'nodeExporter is not "install"', `${key} beside nodeExporter: install, or no ${key}`),
        ]),
        [
            "values for the chart of an operator that is there",
            { ...least, externalSecrets: "existing", externalSecretsValues: { replicaCount: 2 } },
            idle(
                "externalSecretsValues",
                'externalSecrets is "existing"',
                "externalSecretsValues beside externalSecrets: install, or no externalSecretsValues",
            ),
        ],
        ...ofOwnStore.map(([key, value, expected]): [string, Values, string] => [
            `${key} with a store that is there`,
            { ...prod, ...otherSecrets, externalSecretStore: "theirs", [key]: value },
            idle(key, "externalSecretStore names a store of others", expected),
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
});
