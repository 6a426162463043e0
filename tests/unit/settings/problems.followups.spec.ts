import * as assert from "node:assert/strict";

import { certificate } from "../../support/certificate";
import { least, problem, problemsOf, prod, secrets, Values } from "../../support/settings";

describe("what only follows from another problem is not said:", () => {
    const example = "write:    p:secretSources:\n                    prometheus/primary: vault";
    const source = ['expected: "config", "generated", "vault" or "secret"', example];
    const sources = [`${source[0] ?? ""} by "prometheus/<name>" and "loki/<name>"`, example];
    const yes = (key: string) => problem(`p:${key}: is "yes"`, "expected: true or false");
    const missing = (key: string, entry: string, expected: string) =>
        problem(
            `p:${key}["${entry}"]: is missing`,
            `expected: ${expected}`,
            `run:      pulumi config set --secret --path 'p:${key}["${entry}"]'`,
        );
    const two = {
        ...prod,
        esoPassword: "x",
        lokiRemotes: ["a:https://h/loki/api/v1/push:u", "b:https://h/loki/api/v1/push:u"],
    };
    const mutual = { name: "m", url: "https://h/api/v1/write", clientCertificate: certificate };

    const table: [what: string, values: Values, ...problems: string[]][] = [
        ...["hunter2", ["hunter2"]].map((value): [string, Values, string] => [
            `passwords that are missing in ${Array.isArray(value) ? "a list" : "text"}`,
            { ...two, remotePasswords: value },
            problem(
                `p:remotePasswords: is ${Array.isArray(value) ? "a list" : "text"}`,
                'expected: passwords by "prometheus/<name>" and "loki/<name>"',
                "run:      pulumi config set --secret p:remotePasswords",
            ),
        ]),
        [
            "a private key that is missing in text",
            { ...prod, esoPassword: "x", prometheusRemotes: [mutual], remoteClientKeys: "hunter2" },
            problem(
                "p:remoteClientKeys: is text",
                'expected: private keys by "prometheus/<name>" and "loki/<name>"',
                "run:      pulumi config set --secret p:remoteClientKeys",
            ),
        ],
        [
            "passwords that are missing, where no source can be read",
            { ...two, secretSources: "vault" },
            problem("p:secretSources: is text", ...sources),
        ],
        [
            "passwords that are missing, where Vault is only read, and one source cannot be",
            { ...two, vaultReadOnly: true, secretSources: { "loki/a": "hunter2" } },
            problem('p:secretSources["loki/a"]: is text', ...source),
        ],
        [
            "a password that is missing, where its own source cannot be read, but another's",
            { ...two, secretSources: { "prometheus/primary": "vault", "loki/a": "hunter2" } },
            problem('p:secretSources["loki/a"]: is text', ...source),
            missing("remotePasswords", "loki/b", "the remote's password"),
        ],
        [
            "a password of the wrong form, where its source may be another",
            {
                ...prod,
                esoPassword: "x",
                remotePasswords: { "prometheus/primary": 1 },
                vaultReadOnly: "yes",
            },
            yes("vaultReadOnly"),
        ],
        [
            "a source that is for nobody, which cannot be read",
            { ...prod, ...secrets, secretSources: { "loki/nobody": ["vault"] } },
            problem('p:secretSources["loki/nobody"]: is a list', ...source),
        ],
        [
            "a source that writes, where the dev stack's Vault is not the one that is only read",
            {
                ...least,
                dev: true,
                vaultReadOnly: true,
                prometheusRemotes: ["local:http://$NODE_IP:9090/api/v1/write:admin"],
                secretSources: { "prometheus/local": "generated" },
            },
            problem(
                "p:vaultReadOnly: is given, and a dev stack has a Vault of its own",
                "expected: vaultReadOnly without dev, or dev without vaultReadOnly",
                "run:      pulumi config rm p:vaultReadOnly",
            ),
        ],
        [
            "a source that writes, where it may be a dev stack",
            {
                ...prod,
                dev: "yes",
                vaultReadOnly: true,
                secretSources: { "prometheus/primary": "config" },
            },
            yes("dev"),
        ],
        ["what a dev stack has a default for, where it may be one", { ...prod, dev: "yes" }, yes("dev")],
        [
            "a password for nobody, which a dev stack's servers would ask for",
            { ...least, dev: "yes", remotePasswords: { "loki/local": "hunter2" } },
            yes("dev"),
        ],
        [
            "the password of a login that may be another",
            { ...prod, ...secrets, esoPassword: undefined, esoLogin: "token" },
            problem('p:esoLogin: is "token"', 'expected: "userPass", "kubernetes", "jwt" or "appRole"'),
        ],
        [
            "nothing: a private key has no default in dev, and is missing either way",
            { ...prod, dev: "yes", prometheusRemotes: [mutual] },
            yes("dev"),
            missing(
                "remoteClientKeys",
                "prometheus/m",
                "the private key of the remote's client certificate, in PEM form",
            ),
        ],
    ];
    for (const [what, values, ...problems] of table) {
        it(what, () => {
            const found = problemsOf(values);
            assert.deepEqual(found, problems);
            assert.doesNotMatch(found.join("\n"), /hunter2|BEGIN/);
        });
    }
});
