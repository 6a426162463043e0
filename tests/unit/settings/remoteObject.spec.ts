import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../components/remotes";
import { parseRemote } from "../../../settings/remotes";
import { certificate, privateKey } from "../../support/certificate";

const least = { name: "r", url: "https://h/api/v1/write" };
const read = (entry: unknown) => parseRemote(RemoteKind.Prometheus, entry, "192.0.2.1");

describe("a remote as an object", () => {
    const accepted: [what: string, fields: Record<string, unknown>][] = [
        ["no login", {}],
        ["a username", { username: "12345" }],
        ["a bearer token", { bearerToken: true }],
        ["an authority", { tls: { ca: certificate } }],
        [
            "two authorities, with remarks between them",
            { tls: { ca: `# one\n${certificate}# two\n${certificate}` } },
        ],
        ["a client certificate", { tls: { clientCertificate: certificate, serverName: "p.example.com" } }],
        ["no verification", { tls: { skipVerification: true } }],
        ["a tenant", { tenant: "team-a_(1)" }],
        ["headers", { headers: { "X-Team": 'a "b"', "x-region": "" } }],
        ["a colon in its URL's path", { url: "https://h/a:b/c" }],
        ["a slash in its username", { username: "team/robot" }],
    ];
    for (const [what, fields] of accepted) {
        it(`has ${what}`, () => {
            assert.deepEqual(read({ ...least, ...fields }), {
                remote: { kind: "prometheus", ...least, ...fields },
            });
        });
    }

    it("may be on $NODE_IP", () => {
        const url = "http://192.0.2.1:9090/api/v1/write";
        const entry = { ...least, url: "http://$NODE_IP:9090/api/v1/write" };
        assert.deepEqual(read(entry), { remote: { kind: "prometheus", ...least, url } });
    });

    type Row = [what: string, entry: unknown, at: string, found: string, expected: string, write?: string];
    const noSecret =
        "no secret here: passwords and tokens stand in remotePasswords, private keys in remoteClientKeys";
    const pem = "certificates in PEM form; a private key is a secret, in remoteClientKeys";
    const loginInside =
        'a URL without one; the username beside it, and the password as a secret. In a path "@" is written as "%40"';
    const ascii = "one line of ASCII";
    const form = 'a remote as "name:url:username" or as an object';
    const example = "- local:http://$NODE_IP:9090/api/v1/write:admin";
    const withHeader = (name: string, value = "x") => ({ ...least, headers: { [name]: value } });
    const login = "username, or bearerToken: true, whose secret stands in remotePasswords";
    const refused: Row[] = [
        ["a number", 5, "", "is the number 5", form, example],
        ["a list", ["x"], "", "is a list", form, example],
        ["nothing", null, "", "is nothing", form, example],
        ["no name", { url: "https://h/x" }, ".name", "is missing", "text", "name: primary"],
        [
            "an empty name",
            { ...least, name: "" },
            "",
            "the remote has no name",
            'up to 50 letters, digits, "-", "_" and ".", the first and the last a letter or digit',
        ],
        ["no URL", { name: "r" }, ".url", "is missing", "text", "url: https://HOST/PATH"],
        [
            "another scheme",
            { ...least, url: "ftp://h/x" },
            "",
            'the remote "r" has no http or https URL but "ftp://h/x"',
            'a whole address with its path, for example "https://prometheus.example.com/api/v1/write"',
        ],
        [
            "a login in its URL",
            { ...least, url: "https://u:hunter2@h/x" },
            "",
            'the remote "r" has a login inside its URL, which is not shown here',
            loginInside,
        ],
        [
            "one with a slash",
            { ...least, url: "https://u:hun/ter2@h/x" },
            "",
            'the remote "r" has a login inside its URL, which is not shown here',
            loginInside,
        ],
        [
            "a username that is a number",
            { ...least, username: 12345 },
            ".username",
            "is the number 12345",
            "text, so a number in quotes",
            'username: "12345"',
        ],
        [
            "a colon in its username",
            { ...least, username: "u:hunter2@x" },
            "",
            'the remote "r" has the username "u:…@x"',
            "one line without a colon",
        ],
        [
            "both logins",
            { ...least, username: "u", bearerToken: true },
            "",
            'the remote "r" has a username and a bearerToken',
            "one of the two",
        ],
        [
            "its token",
            { ...least, bearerToken: "hunter2" },
            ".bearerToken",
            "is text",
            "true; the token is a secret, in remotePasswords",
            "bearerToken: true",
        ],
        ["its password", { ...least, password: "hunter2" }, "", 'there is no "password" in it', noSecret],
        [
            "a misspelt field",
            { ...least, usrname: "u" },
            "",
            'there is no "usrname" in it',
            '"username", if that is meant',
        ],
        [
            "a field of something else",
            { ...least, labelProfile: "ops" },
            "",
            'there is no "labelProfile" in it',
            '"name", "url", "username", "bearerToken", "tls", "tenant", "headers"',
        ],
        [
            "its private key",
            { ...least, tls: { clientKey: privateKey } },
            ".tls",
            'there is no "clientKey" in it',
            noSecret,
        ],
        [
            "its private key as a certificate",
            { ...least, tls: { clientCertificate: privateKey } },
            "",
            'the remote "r" has a tls.clientCertificate that holds a private key, which would stand in the agent\'s configuration',
            pem,
        ],
        [
            "no certificate",
            { ...least, tls: { ca: "hunter2" } },
            "",
            'the remote "r" has a tls.ca that is not a certificate in PEM form',
            pem,
        ],
        [
            "a damaged certificate",
            { ...least, tls: { ca: certificate.replace("MII", "MIX") } },
            "",
            'the remote "r" has a tls.ca that has a certificate that cannot be read',
            pem,
        ],
        [
            "a list of authorities",
            { ...least, tls: { ca: [certificate] } },
            ".tls.ca",
            "is a list",
            "text",
            "tls: { serverName: prometheus.example.com }",
        ],
        [
            "tls without https",
            { ...least, url: "http://h/x", tls: {} },
            "",
            'the remote "r" has tls and an http URL',
            "an https URL, or no tls",
        ],
        [
            "an authority that is not asked",
            { ...least, tls: { ca: certificate, skipVerification: true } },
            "",
            'the remote "r" has tls.ca and tls.skipVerification',
            "one of the two: the first has no effect beside the second",
        ],
        [
            "a URL as a server's name",
            { ...least, tls: { serverName: "https://h" } },
            "",
            'the remote "r" has the tls.serverName "https://h"',
            "a host's name",
        ],
        [
            "a tenant with a space",
            { ...least, tenant: "a b" },
            "",
            'the remote "r" has the tenant "a b"',
            'up to 150 letters, digits and !-_.*\'(), and not "." or ".."',
        ],
        [
            "a tenant that is a folder",
            { ...least, tenant: ".." },
            "",
            'the remote "r" has the tenant ".."',
            'up to 150 letters, digits and !-_.*\'(), and not "." or ".."',
        ],
        [
            "a login in a header",
            withHeader("authorization", "Bearer hunter2"),
            "",
            'the remote "r" has the header "authorization"',
            login,
        ],
        [
            "a cookie",
            withHeader("Cookie", "hunter2"),
            "",
            'the remote "r" has the header "Cookie"',
            "no login in a header, where everybody can read it",
        ],
        [
            "the tenant's header",
            withHeader("x-scope-orgid", "a"),
            "",
            'the remote "r" has the header "x-scope-orgid"',
            "tenant",
        ],
        [
            "the agent's own header",
            withHeader("Content-Type"),
            "",
            'the remote "r" has the header "Content-Type"',
            "none that the agent sets itself",
        ],
        [
            "a header with a space",
            withHeader("X Team"),
            "",
            'the remote "r" has the header "X Team"',
            'letters, digits and "-" in a header\'s name',
        ],
        [
            "a header with a line break",
            withHeader("X-Team", "hunter2\nHost: x"),
            "",
            'the remote "r" has the header "X-Team" with a line break, or with letters other than ASCII',
            ascii,
        ],
        [
            "a header twice",
            { ...least, headers: { "X-A": "1", "x-a": "2" } },
            "",
            'the remote "r" has the header "x-a" twice',
            "each header once, in whatever case",
        ],
        [
            "a header that is a number",
            { ...least, headers: { "X-A": 1 } },
            '.headers["X-A"]',
            "is a number",
            "text",
            'headers: { X-Team: "a" }',
        ],
    ];
    for (const [what, entry, at, found, expected, write] of refused) {
        it(`is not ${what}`, () => {
            const problem = { at, found, expected, ...(write && { write }) };
            assert.deepEqual(read(entry), { problems: [problem] });
            assert.doesNotMatch(JSON.stringify(problem), /hunter2|ter2|PRIVATE/);
        });
    }

    it("is refused for all its reasons at once", () => {
        const entry = { name: "a b", url: "ftp://h", username: 1, bearerToken: "x", tls: 1, nope: 1 };
        const result = read(entry);
        assert.ok("problems" in result);
        assert.deepEqual(
            result.problems.map(({ at, found }) => `${at} ${found}`),
            [
                ' there is no "nope" in it',
                ".username is the number 1",
                ".bearerToken is text",
                ".tls is a number",
                ' the remote has the name "a b"',
                ' the remote has no http or https URL but "ftp://h"',
            ],
        );
    });
});
