import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Remote, RemoteKind, RemoteLogin } from "../../../../components/remotes";
import { remoteProblems } from "../../../../components/validate/remote";
import { certificate, privateKey } from "../../../support/certificate";

const least: Remote = { kind: RemoteKind.Prometheus, name: "r", url: "https://h/api/v1/write" };

describe("a remote", () => {
    const accepted: [what: string, fields: Partial<Remote>][] = [
        ["no login", {}],
        ["a username with an @ and a dot", { username: "user@corp.example" }],
        ["a username of more words", { username: "user; echo hacked" }],
        ["a token", { login: RemoteLogin.BearerToken }],
        ["two authorities, with remarks between them", { ca: `# one\n${certificate}# two\n${certificate}` }],
        ["a client certificate", { clientCertificate: certificate, serverName: "p.example.com" }],
        ["no verification", { skipVerification: true }],
        ["a tenant", { tenant: "team-a_(1)" }],
        ["headers", { headers: { "X-Team": 'a "b"', "x-region": "" } }],
    ];
    for (const [what, fields] of accepted) {
        it(`may have ${what}`, () => {
            assert.deepEqual(remoteProblems({ ...least, ...fields }), []);
        });
    }

    const pem = "certificates in PEM form; a private key is a secret, in a field of its own";
    const ascii = "one line of ASCII";
    const inHeader = (name: string, value = "x") => ({ headers: { [name]: value } });
    const refused: [what: string, fields: Partial<Remote>, found: string, expected: string][] = [
        [
            "another scheme",
            { url: "ftp://h/x" },
            'the remote "r" has no http or https URL',
            'a whole address with its path, for example "https://prometheus.example.com/api/v1/write"',
        ],
        [
            "a login in its URL",
            { url: "https://u:hunter2@h/x" },
            'the remote "r" has a login inside its URL, which is not shown here',
            'a URL without one; the username beside it, and the password as a secret. In a path "@" is written as "%40"',
        ],
        [
            "a colon in its username",
            { username: "u:hunter2@x" },
            'the remote "r" has a username that begins with "u"',
            "one line without a colon",
        ],
        [
            "a line break in its username",
            { username: "a\nb" },
            'the remote "r" has a username that begins with "a"',
            "one line without a colon",
        ],
        [
            "both logins",
            { username: "u", bearerToken: "hunter2" },
            'the remote "r" has a username and a bearerToken',
            "one login: a username and a password, a bearerToken, oauth2, sigv4, or none",
        ],
        [
            "both logins, the token not given here",
            { username: "u", login: RemoteLogin.BearerToken },
            'the remote "r" has a username and a bearerToken',
            "one login: a username and a password, a bearerToken, oauth2, sigv4, or none",
        ],
        [
            "its private key as a certificate",
            { clientCertificate: privateKey },
            'the remote "r" has a clientCertificate that holds a private key, which would stand in the agent\'s configuration',
            pem,
        ],
        [
            "no certificate",
            { ca: "hunter2" },
            'the remote "r" has a ca that is not a certificate in PEM form',
            pem,
        ],
        [
            "a damaged certificate",
            { ca: certificate.replace("MII", "MIX") },
            'the remote "r" has a ca that has a certificate that cannot be read',
            pem,
        ],
        [
            "an authority and a name for it without https",
            { url: "http://h/x", ca: certificate, serverName: "s" },
            'the remote "r" has ca, serverName and an http URL',
            "an https URL, or none of them",
        ],
        [
            "an authority that is not asked",
            { ca: certificate, skipVerification: true },
            'the remote "r" has ca and skipVerification',
            "one of the two: the first has no effect beside the second",
        ],
        [
            "a URL as a server's name",
            { serverName: "https://h" },
            'the remote "r" has the serverName "https://h"',
            "a host's name",
        ],
        ...["a b", ".."].map((tenant): [string, Partial<Remote>, string, string] => [
            `the tenant ${JSON.stringify(tenant)}`,
            { tenant },
            `the remote "r" has the tenant "${tenant}"`,
            'up to 150 letters, digits and !-_.*\'(), and not "." or ".."',
        ]),
        [
            "a login in a header",
            inHeader("authorization", "Bearer hunter2"),
            'the remote "r" has the header "authorization"',
            "username, or bearerToken, which is kept in Vault",
        ],
        [
            "a cookie",
            inHeader("Cookie", "hunter2"),
            'the remote "r" has the header "Cookie"',
            "no login in a header, where everybody can read it",
        ],
        [
            "the tenant's header",
            inHeader("x-scope-orgid", "a"),
            'the remote "r" has the header "x-scope-orgid"',
            "tenant",
        ],
        [
            "the agent's own header",
            inHeader("Content-Type"),
            'the remote "r" has the header "Content-Type"',
            "none that the agent sets itself",
        ],
        [
            "a header with a space",
            inHeader("X Team"),
            'the remote "r" has a header whose name begins with "X"',
            'letters, digits and "-" in a header\'s name',
        ],
        [
            "a header with a line break",
            inHeader("X-Team", "hunter2\nHost: x"),
            'the remote "r" has the header "X-Team" with a line break, or with letters other than ASCII',
            ascii,
        ],
        [
            "a header twice",
            { headers: { "X-A": "1", "x-a": "2" } },
            'the remote "r" has the header "x-a" twice',
            "each header once, in whatever case",
        ],
        [
            "no name",
            { name: "" },
            "the remote has no name",
            'up to 50 letters, digits, "-", "_" and ".", the first and the last a letter or digit, and no two dots side by side',
        ],
    ];
    for (const [what, fields, found, expected] of refused) {
        it(`may not have ${what}`, () => {
            const problem = { found, expected };
            assert.deepEqual(remoteProblems({ ...least, ...fields }), [problem]);
            assert.doesNotMatch(JSON.stringify(problem), /hunter2|PRIVATE/);
        });
    }

    it("is not looked at where something comes from another resource and is not there yet", () => {
        const later = pulumi.output("hunter2");
        const fields = { url: later, username: later, tenant: later, ca: later, clientCertificate: later };
        assert.deepEqual(remoteProblems({ ...least, ...fields }), []);
    });

    it("is refused for all its reasons at once", () => {
        const fields = { name: "a b", url: "ftp://h", username: "a:b", tenant: "..", serverName: "-" };
        assert.deepEqual(
            remoteProblems({ ...least, ...fields }).map(({ found }) => found),
            [
                'the remote has the name "a…"',
                "the remote has no http or https URL",
                'the remote has a username that begins with "a"',
                'the remote has the tenant ".."',
                'the remote has the serverName "-"',
            ],
        );
    });
});
