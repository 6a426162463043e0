import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    AlloyStackArgs,
    LoginMethod,
    OptionalInstallation,
    SecretSource,
} from "../../../../components/index";
import { argsProblems } from "../../../../components/validate/args";
import { certificate, otherCertificate, privateKey } from "../../../support/certificate";

const remote = { name: "r", url: "https://h/api/v1/write", username: "u", password: "p" };
const vault = { address: "https://vault.example.com" };
const esoLogin = { password: "p" };
const valid: AlloyStackArgs = { clusterName: "c", prometheusRemotes: [remote], vault, esoLogin };

function told(args: AlloyStackArgs): string[] {
    return argsProblems(args).map(({ path, found, expected }) => `${path}: ${found}; ${expected ?? ""}`);
}

describe("a stack's args", () => {
    const mutual = { name: "m", url: "https://h/api/v1/write", clientCertificate: certificate };
    const withKey = (clientKey?: string, clientCertificate = certificate): AlloyStackArgs => ({
        ...valid,
        prometheusRemotes: [{ ...mutual, clientCertificate, ...(clientKey !== undefined && { clientKey }) }],
    });
    const withPassword = (password: string): AlloyStackArgs => ({
        ...valid,
        lokiRemotes: [{ ...remote, password }],
    });
    const from = (secretSource: SecretSource, more: object = {}): AlloyStackArgs => ({
        ...valid,
        prometheusRemotes: [{ name: "r", url: "https://h/w", username: "u", secretSource, ...more }],
    });
    const fitting = "the certificate's private key in PEM form";

    const refused: [what: string, args: AlloyStackArgs, ...told: string[]][] = [
        [
            "a cluster's name that is none",
            { ...valid, clusterName: "a..b" },
            'clusterName: is "a..b"; letters, digits, ".", "_" and "-", the first a letter or digit, and no two dots side by side',
        ],
        [
            "no cluster's name, from a program that no compiler has looked at",
            JSON.parse("{}") as AlloyStackArgs,
            'clusterName: is missing; letters, digits, ".", "_" and "-", the first a letter or digit, and no two dots side by side',
        ],
        [
            "a remote, with its place",
            { ...valid, lokiRemotes: [remote, { ...remote, name: "b", url: "h" }] },
            'lokiRemotes[1]: the remote "b" has no http or https URL; a whole address with its path, for example "https://prometheus.example.com/api/v1/write"',
        ],
        [
            "no Vault for secrets",
            { clusterName: "c", prometheusRemotes: [remote] },
            "vault: is missing, and there are remotes with secrets; the Vault that holds them",
        ],
        [
            "a Vault at no address",
            { ...valid, vault: { address: "vault:8200" } },
            'vault.address: has no http or https URL; an http or https address, for example "https://vault.example.com"',
        ],
        [
            "a proxy with a login, also where no remote has a secret",
            { clusterName: "c", vaultProxy: { url: "http://u:hunter2@proxy:3128" } },
            "vaultProxy.url: is no http or https URL; one without a login",
        ],
        [
            "a Vault whose authority is none",
            { ...valid, vault: { ...vault, caCertificate: "x" } },
            "vault.caCertificate: is not a certificate in PEM form; certificates in PEM form",
        ],
        [
            "mounts that are none",
            { ...valid, vault: { ...vault, kvMount: "/kv" }, esoLogin: { ...esoLogin, mount: "a/../b" } },
            'vault.kvMount: is "/kv"; a path without slashes around it',
            'esoLogin.mount: is "a/../b"; a path without slashes around it',
        ],
        ...[undefined, ""].map((password): [string, AlloyStackArgs, string] => [
            `no password for the operator: ${JSON.stringify(password)}`,
            { ...valid, esoLogin: password === undefined ? {} : { password } },
            "esoLogin.password: is missing; the password with which the External Secrets Operator reads Vault",
        ]),
        [
            "a cluster of which Vault is told nothing",
            { ...valid, esoLogin: { method: LoginMethod.Kubernetes, createMount: true } },
            "esoLogin.kubernetesHost: is missing; the address of the cluster's API server, as Vault reaches it",
        ],
        [
            "a password that is missing",
            from(SecretSource.Config),
            "prometheusRemotes[0].password: is missing; the remote's password",
        ],
        [
            "a password that is empty",
            withPassword(""),
            "lokiRemotes[0].password: is empty; the remote's password",
        ],
        [
            "a password with the line's end",
            withPassword("hunter2\n"),
            "lokiRemotes[0].password: begins or ends with a space or a line break; the remote's password",
        ],
        [
            "a private key that is missing",
            withKey(),
            "prometheusRemotes[0].clientKey: is missing; the private key of the remote's client certificate, in PEM form",
        ],
        [
            "a private key that is none",
            withKey("hunter2"),
            `prometheusRemotes[0].clientKey: is not a private key in PEM form; ${fitting}`,
        ],
        [
            "another's private key",
            withKey(privateKey, otherCertificate),
            `prometheusRemotes[0].clientKey: is not the certificate's; ${fitting}`,
        ],
        [
            "a private key that is to be generated",
            from(SecretSource.Generated, { clientCertificate: certificate }),
            'prometheusRemotes[0].secretSource: is "generated", and the private key of the remote\'s client certificate cannot be generated; "config", with the key, or "vault"',
        ],
        ...[SecretSource.Config, SecretSource.Generated].map(
            (secretSource): [string, AlloyStackArgs, string] => [
                `secrets to be written into a Vault that is read only: ${secretSource}`,
                { ...from(secretSource), vault: { ...vault, readOnly: true } },
                `prometheusRemotes[0].secretSource: is "${secretSource}", and nothing may be written into a Vault that is read only; "vault", or a Vault that may be written`,
            ],
        ),
        [
            "a node exporter that is there, anywhere",
            { ...valid, nodeExporter: OptionalInstallation.Existing },
            'nodeExporterNamespaces: is missing, and nodeExporter is "existing"; the namespaces of its ServiceMonitor',
        ],
        ...Object.entries({ nodeExporterSelector: { a: "b" }, nodeExporterNamespaces: ["n"] }).map(
            ([field, value]): [string, AlloyStackArgs, string] => [
                `${field} of a node exporter of its own`,
                { ...valid, [field]: value },
                `${field}: is given, and nodeExporter is "install"; one of the two: nodeExporter "existing", or none of this`,
            ],
        ),
        [
            "a relative folder",
            { ...valid, storagePath: "var/lib" },
            'storagePath: is "var/lib"; a folder of its own, as an absolute path of letters, digits, ".", "_" and "-", such as "/var/lib/grafana-alloy"',
        ],
        [
            "less memory than is kept free",
            { ...valid, agentResources: { limits: { memory: "128Mi" } } },
            'agentResources.limits.memory: is "128Mi", and 256Mi are kept free; a limit that is not below what is kept free',
        ],
        [
            "a namespace twice",
            { ...valid, namespaces: { agent: "node-exporter" } },
            'namespaces: "node-exporter" is there twice; a namespace for each of the three',
        ],
    ];
    for (const [what, args, ...problems] of refused) {
        it(`are refused for ${what}`, () => {
            assert.deepEqual(told(args), problems);
            assert.doesNotMatch(problems.join(), /hunter2/);
        });
    }

    const accepted: [what: string, args: AlloyStackArgs][] = [
        ["no more than a name", { clusterName: "c" }],
        [
            "no Vault where no remote has a secret",
            { clusterName: "c", lokiRemotes: [{ name: "r", url: "http://h/x" }] },
        ],
        [
            "no secrets where Vault's owners write them",
            from(SecretSource.Vault, { clientCertificate: certificate }),
        ],
        ["no password where it is generated", from(SecretSource.Generated)],
        ["a private key", withKey(privateKey)],
        [
            "no password of the operator's for a login with a service account",
            { ...valid, esoLogin: { method: LoginMethod.Kubernetes } },
        ],
        [
            "a node exporter that is there, where it is said to be",
            { ...valid, nodeExporter: OptionalInstallation.Existing, nodeExporterNamespaces: ["monitoring"] },
        ],
        [
            "what other resources will say",
            {
                ...valid,
                prometheusRemotes: [{ ...remote, url: pulumi.output("x"), password: pulumi.output("") }],
                vault: { address: pulumi.output("x"), caCertificate: pulumi.output("x") },
                esoLogin: { password: pulumi.output("") },
                namespaces: { agent: pulumi.output("node-exporter") },
            },
        ],
    ];
    for (const [what, args] of accepted) {
        it(`may have ${what}`, () => {
            assert.deepEqual(told(args), []);
        });
    }
});
