import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../components/remotes";
import { Problem } from "../../../components/validate/problem";
import { locate } from "../../../settings/argsPlaces";
import { PlainRemote } from "../../../settings/plainRemote";
import { Problem as Located, Problems } from "../../../settings/problems";
import { readValues } from "../../../settings/values";

/** A second remote in the configuration, of which the first could not be read. */
const remote: PlainRemote = { kind: RemoteKind.Loki, name: "a", url: "https://h/x", username: "u" };

interface Wrong {
    /** Places that are wrong already. */
    wrong?: string[];
    given?: Record<string, string>;
}

/** Where problems with args are in a configuration. */
function located(found: Problem[], { wrong = [], given = {} }: Wrong = {}): Located[] {
    const problems = new Problems("p");
    for (const at of wrong) problems.add(at, "is wrong");
    const values = readValues({ clusterName: "c", ...given }, new Problems("p"));
    locate(found, { values, remotes: { prometheus: [], loki: [{ remote, index: 1 }] } }, problems);
    return problems.list.slice(wrong.length);
}

const found = "is wrong";
const expected = "what is right";

describe("a problem with args in a stack's configuration", () => {
    const places: [path: string, at: string, more: Partial<Located>][] = [
        ["storagePath", "storagePath", { write: "p:storagePath: /var/lib/grafana-alloy" }],
        ["namespaces.agent", "namespaces.agent", { write: "p:namespaces:\n    agent: monitoring" }],
        ["vault.kvMount", "vaultKvMount", { write: "p:vaultKvMount: secret" }],
        ["esoLogin.username", "esoUsername", { write: "p:esoUsername: eso-user" }],
        ["esoLogin.role", "esoRole", { write: "p:esoRole: external-secrets" }],
        [
            "esoLogin.kubernetesCaCertificate",
            "clusterCaCertificateForVault",
            { write: "p:clusterCaCertificateForVault: |\n    -----BEGIN CERTIFICATE-----\n    ..." },
        ],
        ["esoLogin.password", "esoPassword", { run: "pulumi config set --secret p:esoPassword" }],
        [
            "vault",
            "vaultAddress",
            {
                expected: 'what is right, or "p:dev: true" for one in Docker',
                write: "p:vaultAddress: https://vault.example.com",
            },
        ],
        ["lokiRemotes[0]", "lokiRemotes[1]", {}],
        [
            "lokiRemotes[0].password",
            'remotePasswords["loki/a"]',
            { run: `pulumi config set --secret --path 'p:remotePasswords["loki/a"]'` },
        ],
        [
            "lokiRemotes[0].bearerToken",
            'remotePasswords["loki/a"]',
            { run: `pulumi config set --secret --path 'p:remotePasswords["loki/a"]'` },
        ],
        [
            "lokiRemotes[0].clientKey",
            'remoteClientKeys["loki/a"]',
            { run: `pulumi config set --secret --path 'p:remoteClientKeys["loki/a"]'` },
        ],
        [
            "lokiRemotes[0].secretSource",
            'secretSources["loki/a"]',
            { run: `pulumi config set --path 'p:secretSources["loki/a"]' config` },
        ],
    ];
    for (const [path, at, more] of places) {
        it(`of ${path} is at ${at}`, () => {
            assert.deepEqual(located([{ path, found, expected }]), [{ at, found, expected, ...more }]);
        });
    }

    it("of a source is put right by the only one that a Vault has that is read only", () => {
        const given = { vaultReadOnly: "true" };
        const [problem] = located([{ path: "lokiRemotes[0].secretSource", found }], { given });
        assert.equal(problem?.run, `pulumi config set --path 'p:secretSources["loki/a"]' vault`);
    });

    const followups: [path: string, wrong: string][] = [
        ["storagePath", "storagePath"],
        ["vault", "vaultAddress"],
        ["vault", "dev"],
        ["lokiRemotes[0].password", "dev"],
        ["lokiRemotes[0].password", "remotePasswords"],
        ["lokiRemotes[0].password", 'remotePasswords["loki/a"]'],
        ["lokiRemotes[0].secretSource", "vaultReadOnly"],
    ];
    for (const [path, wrong] of followups) {
        it(`of ${path} is not told where ${wrong} is wrong`, () => {
            assert.deepEqual(located([{ path, found }], { wrong: [wrong] }), []);
        });
    }

    it("is told beside those of other places", () => {
        const wrong = ["prometheusRemotes[0]", 'remotePasswords["loki/b"]', "lokiRemotes[0]"];
        const paths = ["lokiRemotes[0]", "lokiRemotes[0].password", "clusterName"];
        assert.deepEqual(
            located(
                paths.map((path) => ({ path, found })),
                { wrong },
            ).map(({ at }) => at),
            ["lokiRemotes[1]", 'remotePasswords["loki/a"]', "clusterName"],
        );
    });

    it("of two remotes that cannot be told apart is told beside one of another that cannot be read", () => {
        const wrong = ["lokiRemotes[0]"];
        const problems = located([{ path: "lokiRemotes", found, expected }], { wrong });
        assert.deepEqual(problems, [{ at: "lokiRemotes", found, expected }]);
    });

    it("is a defect where the configuration has no such thing", () => {
        assert.throws(
            () => located([{ path: "nothing.like.it", found }]),
            /no key is known for the argument nothing/,
        );
    });
});
