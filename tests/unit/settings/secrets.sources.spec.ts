import * as assert from "node:assert/strict";

import { certificate, privateKey } from "../../support/certificate";
import { least, parse, problem, problemsOf, prod, secrets, Values } from "../../support/settings";

/** A problem with an owner of secrets that are nobody's. */
function unused(entry: string, expected: string): string {
    const run = `run:      pulumi config rm --path 'p:remoteSecretOwners["${entry}"]'`;
    const found = "no remote of that name has a secret";
    return problem(`p:remoteSecretOwners["${entry}"]: ${found}`, `expected: ${expected}`, run);
}

/** One with an owner that a remote's secrets cannot have. */
function impossible(entry: string, found: string, expected: string, instead: string): string {
    const run = `run:      pulumi config set --path 'p:remoteSecretOwners["${entry}"]' ${instead}`;
    return problem(`p:remoteSecretOwners["${entry}"]: ${found}`, `expected: ${expected}`, run);
}

describe("the owners of remotes' secrets", () => {
    const mutual = { name: "m", url: "https://h/api/v1/write", tls: { clientCertificate: certificate } };
    const withKey = { ...prod, operatorPassword: "x", prometheusRemotes: [mutual] };
    const readOnly = { ...prod, operatorPassword: "x", vaultReadOnly: true };

    const madeUpKey = (entry: string) =>
        impossible(
            entry,
            'is "generated", and the private key of the remote\'s client certificate cannot be made up',
            '"config", with the key in remoteClientKeys, or "vault"',
            "config",
        );
    const unwritable = (entry: string, owner: string) =>
        impossible(
            entry,
            `is "${owner}", and vaultReadOnly lets nothing be written into Vault`,
            '"vault", or no vaultReadOnly',
            "vault",
        );

    const refused: [what: string, values: Values, ...problems: string[]][] = [
        [
            "one for nobody",
            { ...prod, ...secrets, remoteSecretOwners: { "prometheus/primry": "vault" } },
            unused("prometheus/primry", 'one of "prometheus/primary"'),
        ],
        [
            "one for a remote without a secret",
            { ...least, lokiRemotes: ["a:http://h/x:"], remoteSecretOwners: { "loki/a": "generated" } },
            unused("loki/a", "none: no remote has a secret"),
        ],
        [
            "one for a remote without a secret, where Vault is only read",
            {
                ...readOnly,
                lokiRemotes: ["a:http://h/x:"],
                remoteSecretOwners: { "loki/a": "config" },
            },
            unused("loki/a", 'one of "prometheus/primary"'),
        ],
        [
            "one for the local backend, where no remote leads to it",
            { ...least, dev: true, remoteSecretOwners: { "prometheus/local": "generated" } },
            unused("prometheus/local", "none: no remote has a secret"),
        ],
        [
            "nobody, of a private key",
            { ...withKey, remoteSecretOwners: { "prometheus/m": "generated" } },
            madeUpKey("prometheus/m"),
        ],
        [
            "nobody, of a token with a private key, in dev too",
            {
                ...least,
                dev: true,
                prometheusRemotes: [{ ...mutual, bearerToken: true }],
                remoteSecretOwners: { "prometheus/m": "generated" },
            },
            madeUpKey("prometheus/m"),
        ],
        ...["config", "generated"].map((owner): [string, Values, string] => [
            `"${owner}", where Vault is only read`,
            { ...readOnly, remoteSecretOwners: { "prometheus/primary": owner } },
            unwritable("prometheus/primary", owner),
        ]),
        [
            "nobody, of a private key where Vault is only read, with the one reason that is left",
            { ...withKey, vaultReadOnly: true, remoteSecretOwners: { "prometheus/m": "generated" } },
            unwritable("prometheus/m", "generated"),
        ],
        [
            "each of several",
            {
                ...readOnly,
                lokiRemotes: ["a:https://h/loki/api/v1/push:u"],
                remoteSecretOwners: { "prometheus/primary": "config", "loki/a": "generated" },
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
                remoteSecretOwners: { "prometheus/primary": "vault" },
            },
        ],
        ["Vault's, of a private key", { ...withKey, remoteSecretOwners: { "prometheus/m": "vault" } }],
        [
            "the configuration, of a private key",
            {
                ...withKey,
                remoteSecretOwners: { "prometheus/m": "config" },
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
