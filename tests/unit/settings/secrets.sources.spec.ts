import * as assert from "node:assert/strict";

import { certificate, privateKey } from "../../support/certificate";
import { least, parse, problem, problemsOf, prod, secrets, Values } from "../../support/settings";

/** A problem with a source of secrets that are nobody's. */
function unused(entry: string, expected: string): string {
    const run = `run:      pulumi config rm --path 'p:secretSources["${entry}"]'`;
    const found = "no remote of that name has a secret";
    return problem(`p:secretSources["${entry}"]: ${found}`, `expected: ${expected}`, run);
}

/** One with a source that a remote's secrets cannot have. */
function impossible(entry: string, found: string, expected: string, instead: string): string {
    const run = `run:      pulumi config set --path 'p:secretSources["${entry}"]' ${instead}`;
    return problem(`p:secretSources["${entry}"]: ${found}`, `expected: ${expected}`, run);
}

describe("the source of a remote's secrets", () => {
    const mutual = { name: "m", url: "https://h/api/v1/write", clientCertificate: certificate };
    const withKey = { ...prod, esoPassword: "x", prometheusRemotes: [mutual] };
    const readOnly = { ...prod, esoPassword: "x", vaultReadOnly: true };

    const generatedKey = (entry: string) =>
        impossible(
            entry,
            'is "generated", and the private key of the remote\'s client certificate cannot be generated',
            '"config", with the key, or "vault"',
            "config",
        );
    const unwritable = (entry: string, source: string) =>
        impossible(
            entry,
            `is "${source}", and nothing may be written into a Vault that is read only`,
            '"vault", or a Vault that may be written',
            "vault",
        );

    const refused: [what: string, values: Values, ...problems: string[]][] = [
        [
            "one for nobody",
            { ...prod, ...secrets, secretSources: { "prometheus/primry": "vault" } },
            unused("prometheus/primry", 'one of "prometheus/primary"'),
        ],
        [
            "one for a remote without a secret",
            { ...least, lokiRemotes: ["a:http://h/x:"], secretSources: { "loki/a": "generated" } },
            unused("loki/a", "none: no remote has a secret"),
        ],
        [
            "one for a remote without a secret, where Vault is only read",
            {
                ...readOnly,
                lokiRemotes: ["a:http://h/x:"],
                secretSources: { "loki/a": "config" },
            },
            unused("loki/a", 'one of "prometheus/primary"'),
        ],
        [
            "one for the dev servers, where no remote leads to it",
            { ...least, dev: true, secretSources: { "prometheus/local": "generated" } },
            unused("prometheus/local", "none: no remote has a secret"),
        ],
        [
            "generated, of a private key",
            { ...withKey, secretSources: { "prometheus/m": "generated" } },
            generatedKey("prometheus/m"),
        ],
        [
            "generated, of a token with a private key, in dev too",
            {
                ...least,
                dev: true,
                prometheusRemotes: [{ ...mutual, bearerToken: true }],
                secretSources: { "prometheus/m": "generated" },
            },
            generatedKey("prometheus/m"),
        ],
        ...["config", "generated"].map((source): [string, Values, string] => [
            `"${source}", where Vault is only read`,
            { ...readOnly, secretSources: { "prometheus/primary": source } },
            unwritable("prometheus/primary", source),
        ]),
        [
            "generated, of a private key where Vault is only read, with the one reason that is left",
            { ...withKey, vaultReadOnly: true, secretSources: { "prometheus/m": "generated" } },
            unwritable("prometheus/m", "generated"),
        ],
        [
            "each of several",
            {
                ...readOnly,
                lokiRemotes: ["a:https://h/loki/api/v1/push:u"],
                secretSources: { "prometheus/primary": "config", "loki/a": "generated" },
            },
            unwritable("prometheus/primary", "config"),
            unwritable("loki/a", "generated"),
        ],
    ];
    for (const [what, values, ...problems] of refused) {
        it(`cannot be ${what}`, () => {
            assert.deepEqual(problemsOf(values), problems);
        });
    }

    const accepted: [what: string, values: Values][] = [
        ["Vault's, where Vault is only read, named or not", readOnly],
        [
            "Vault's, where Vault is only read, with a password beside it",
            {
                ...readOnly,
                ...secrets,
                secretSources: { "prometheus/primary": "vault" },
            },
        ],
        ["Vault's, of a private key", { ...withKey, secretSources: { "prometheus/m": "vault" } }],
        [
            "the configuration, of a private key",
            {
                ...withKey,
                secretSources: { "prometheus/m": "config" },
                remoteClientKeys: { "prometheus/m": privateKey },
            },
        ],
    ];
    for (const [what, values] of accepted) {
        it(`can be ${what}`, () => {
            parse(values);
        });
    }
});
