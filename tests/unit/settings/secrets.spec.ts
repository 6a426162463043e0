import * as assert from "node:assert/strict";

import { certificate, otherCertificate, privateKey } from "../../support/certificate";
import { least, problem, problemsOf, prod, secrets, Values } from "../../support/settings";

/** A problem with an entry of a key that holds secrets, with the command that sets it. */
function secretProblem(key: string, entry: string, found: string, expected: string): string {
    const run = `run:      pulumi config set --secret --path 'p:${key}["${entry}"]'`;
    return problem(`p:${key}["${entry}"]: ${found}`, `expected: ${expected}`, run);
}

/** One with a secret that nobody asks for. */
function unused(entry: string, expected: string): string {
    const run = `run:      pulumi config rm --path 'p:remotePasswords["${entry}"]'`;
    return problem(`p:remotePasswords["${entry}"]: no remote asks for it`, `expected: ${expected}`, run);
}

describe("problems with Vault and with secrets", () => {
    const vaultAddress = [
        'expected: an http or https address, for example "https://vault.example.com"',
        "write:    p:vaultAddress: https://vault.example.com",
    ];
    const password = (found: string) =>
        secretProblem("remotePasswords", "prometheus/primary", found, "the remote's password");
    const withPassword = (value: unknown) => ({
        ...prod,
        ...secrets,
        remotePasswords: { "prometheus/primary": value },
    });

    const mutual = { name: "m", url: "https://h/api/v1/write", clientCertificate: certificate };
    const withKey = (key: unknown, remote = mutual) => ({
        ...prod,
        esoPassword: "two",
        prometheusRemotes: [remote],
        ...(key !== undefined && { remoteClientKeys: { "prometheus/m": key } }),
    });
    const key = (found: string, expected: string) =>
        secretProblem("remoteClientKeys", "prometheus/m", found, expected);
    const fitting = "the certificate's private key in PEM form";

    const table: [what: string, values: Values, ...problems: string[]][] = [
        [
            "no scheme",
            { ...prod, ...secrets, vaultAddress: "vault:8200" },
            problem("p:vaultAddress: has no http or https URL", ...vaultAddress),
        ],
        [
            "a login in Vault's address",
            { ...prod, ...secrets, vaultAddress: "https://u:hunter2@v" },
            problem("p:vaultAddress: has a login inside its URL, which is not shown here", ...vaultAddress),
        ],
        [
            "no address for pods, where the program's own is one",
            { ...prod, ...secrets, vaultAddressForPods: "10.0.0.5:8200" },
            problem(
                "p:vaultAddressForPods: has no http or https URL",
                'expected: an http or https address, for example "https://vault.example.com"',
                "write:    p:vaultAddressForPods: https://vault.example.com",
            ),
        ],
        [
            "no certificate",
            { ...prod, ...secrets, vaultCaCertificate: "x" },
            problem(
                `p:vaultCaCertificate: is "x", and there is no such file in ${process.cwd()}`,
                "expected: the path of a file below the project's folder, or certificates in PEM form",
            ),
        ],
        [
            "mounts with slashes around them",
            { ...prod, ...secrets, vaultKvMount: "/secret/", esoLoginMount: "/people" },
            problem(
                'p:vaultKvMount: is "/secret/"',
                "expected: a path without slashes around it",
                "write:    p:vaultKvMount: secret",
            ),
            problem(
                'p:esoLoginMount: is "/people"',
                "expected: a path without slashes around it",
                "write:    p:esoLoginMount: kubernetes-west",
            ),
        ],
        [
            "nothing: the cluster that Vault is told of is the kubeconfig's, which is read later",
            {
                ...prod,
                remotePasswords: secrets.remotePasswords,
                esoLogin: "kubernetes",
                esoLoginCreateMount: true,
            },
        ],
        [
            "no Vault for the passwords",
            { ...prod, ...secrets, vaultAddress: undefined },
            problem(
                "p:vaultAddress: is missing, and there are remotes with secrets",
                'expected: the Vault that holds them, or "p:dev: true" for one in Docker',
                "write:    p:vaultAddress: https://vault.example.com",
            ),
        ],
        [
            "no passwords",
            prod,
            password("is missing"),
            problem(
                "p:esoPassword: is missing",
                "expected: the password with which the External Secrets Operator reads Vault",
                "run:      pulumi config set --secret p:esoPassword",
            ),
        ],
        ["an empty password", withPassword(""), password("is empty")],
        ["a password that is a number", withPassword(1234), password("is a number")],
        ["a password that is an object", withPassword({ value: "hunter2" }), password("is an object")],
        [
            "a password with the line's end",
            withPassword("hunter2\n"),
            password("begins or ends with a space or a line break"),
        ],
        [
            "a password for nobody",
            {
                ...prod,
                ...secrets,
                remotePasswords: { ...secrets.remotePasswords, "prometheus/primry": "hunter2" },
            },
            unused("prometheus/primry", 'one of "prometheus/primary"'),
        ],
        [
            "a password for a remote without a login",
            { ...least, lokiRemotes: ["a:http://h/x:"], remotePasswords: { "loki/a": "hunter2" } },
            unused("loki/a", "none: no remote asks for any"),
        ],
        [
            "a token that is missing",
            {
                ...prod,
                esoPassword: "x",
                prometheusRemotes: [{ name: "m", url: mutual.url, bearerToken: true }],
            },
            secretProblem("remotePasswords", "prometheus/m", "is missing", "the remote's bearer token"),
        ],
        [
            "no private key",
            withKey(undefined),
            key("is missing", "the private key of the remote's client certificate, in PEM form"),
        ],
        ["a private key that is none", withKey("hunter2"), key("is not a private key in PEM form", fitting)],
        [
            "a private key with a password of its own",
            withKey("-----BEGIN ENCRYPTED PRIVATE KEY-----\nhunter2\n-----END ENCRYPTED PRIVATE KEY-----"),
            key("is encrypted itself", fitting),
        ],
        [
            "another's private key",
            withKey(privateKey, { ...mutual, clientCertificate: otherCertificate }),
            key("is not the certificate's", fitting),
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
