import * as assert from "node:assert/strict";

import { identifier, Remote, RemoteKind, secretName, secretsOf, vaultPath } from "../../../components/remotes";
import { Problems } from "../../../settings/problems";
import { readRemotes } from "../../../settings/remotes";

function remote(name: string, more: Partial<Remote> = {}): Remote {
    return { kind: RemoteKind.Loki, name, url: "https://h/x", ...more };
}

describe("a remote's names", () => {
    const cases: [name: string, forAlloy: string, forKubernetes: string][] = [
        ["local", "local", "loki-local"],
        ["grafana-cloud", "grafana_cloud", "loki-grafana-cloud"],
        ["1st", "_1st", "loki-1st"],
        ["a.b", "a_b", "loki-a-b"],
        ["A_b", "A_b", "loki-a-b"],
        ["a--b", "a__b", "loki-a--b"],
        // Words of Alloy's own.
        ["true", "_true", "loki-true"],
        ["null", "_null", "loki-null"],
        ["True", "True", "loki-true"],
    ];
    for (const [name, forAlloy, forKubernetes] of cases) {
        it(name, () => {
            assert.equal(identifier(remote(name)), forAlloy);
            assert.equal(secretName(remote(name)), forKubernetes);
            assert.equal(vaultPath("c", remote(name)), `grafana/alloy/c/loki/${name}`);
        });
    }

    it("are legal in Kubernetes however long they are", () => {
        const longest = secretName({ kind: RemoteKind.Prometheus, name: "x".repeat(50) });
        assert.ok(longest.length <= 63);
    });

    /** What is wrong with Loki remotes of these names. */
    function problemsOf(...names: string[]) {
        const problems = new Problems("p");
        readRemotes(
            RemoteKind.Loki,
            names.map((name) => `${name}:http://h/x:`),
            undefined,
            problems,
        );
        return problems.list;
    }
    const differ = 'names that differ in more than case, "-", "_" and "."';

    it("may not be the same", () => {
        const problem = {
            at: "lokiRemotes",
            found: 'two remotes are called "a"',
            expected: "another name for one of them",
        };
        assert.deepEqual(problemsOf("a", "b", "a"), [problem]);
    });

    for (const [one, other] of [
        ["a-b", "a_b"],
        ["a-b", "A-B"],
        ["a_b", "A.b"],
        ["true", "TRUE"],
    ] as const) {
        it(`may not become the same: ${one} and ${other}`, () => {
            const object = `loki-${one.replace("_", "-")}`;
            const found = `"${one}" and "${other}" become the same name in Kubernetes, "${object}"`;
            assert.deepEqual(problemsOf(one, other), [{ at: "lokiRemotes", found, expected: differ }]);
        });
    }

    it("may be the same for Prometheus and Loki", () => {
        const problems = new Problems("p");
        for (const kind of Object.values(RemoteKind))
            readRemotes(kind, ["a:http://h/x:"], undefined, problems);
        assert.deepEqual(problems.list, []);
    });
});

describe("the secrets that a remote needs", () => {
    const tls = { clientCertificate: "PEM" };
    const cases: [what: string, fields: Partial<Remote>, files: string[]][] = [
        ["none", {}, []],
        ["none, as it says itself", { bearerToken: false, tls: { ca: "PEM" } }, []],
        ["a password", { username: "u" }, ["loki/a.b/password"]],
        ["a token", { bearerToken: true }, ["loki/a.b/token"]],
        ["a private key", { tls }, ["loki/a.b/client_key"]],
        [
            "a password and a private key",
            { username: "u", tls },
            ["loki/a.b/password", "loki/a.b/client_key"],
        ],
    ];
    for (const [what, fields, files] of cases) {
        it(what, () => {
            const secrets = secretsOf(remote("a.b", fields));
            assert.deepEqual(
                secrets.map(({ file }) => file),
                files,
            );
            for (const { property, file } of secrets) assert.ok(file.endsWith(`/${property}`));
        });
    }
});
