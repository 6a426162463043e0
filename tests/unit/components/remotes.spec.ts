import * as assert from "node:assert/strict";

import {
    identifier,
    Remote,
    RemoteKind,
    RemoteLogin,
    secretName,
    secretsOf,
    vaultPath,
} from "../../../components/remotes";

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
});

describe("the secrets that a remote needs", () => {
    const clientCertificate = "PEM";
    const cases: [what: string, fields: Partial<Remote>, files: string[]][] = [
        ["none", {}, []],
        ["none, with an authority", { ca: "PEM" }, []],
        ["none, as it says itself", { username: "u", login: RemoteLogin.None }, []],
        ["a password", { username: "u" }, ["loki/a.b/password"]],
        ["a token that is given", { bearerToken: "t" }, ["loki/a.b/token"]],
        ["a token that is not given here", { login: RemoteLogin.BearerToken }, ["loki/a.b/token"]],
        ["a private key", { clientCertificate }, ["loki/a.b/client_key"]],
        [
            "a password and a private key",
            { username: "u", clientCertificate },
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
