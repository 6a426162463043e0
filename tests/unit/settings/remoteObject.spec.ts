import * as assert from "node:assert/strict";

import { RemoteLogin } from "../../../components/remotes";
import { certificate, privateKey } from "../../support/certificate";
import { readRemote } from "../../support/settings";

const least = { name: "r", url: "https://h/api/v1/write" };
const tls = { ca: certificate, clientCertificate: certificate, serverName: "p.example.com" };
const token = { login: RemoteLogin.BearerToken };

describe("a remote as an object", () => {
    type Fields = Record<string, unknown>;
    const accepted: [what: string, given: Fields, read: Fields][] = [
        ["no login", {}, {}],
        ["a username", { username: "12345" }, { username: "12345" }],
        ["a bearer token", { bearerToken: true }, token],
        ["no bearer token", { bearerToken: false }, {}],
        ["certificates and a server's name", tls, tls],
        ["the same where they stood before", { tls }, tls],
        ["both, of which the newer place wins", { tls, serverName: "s" }, { ...tls, serverName: "s" }],
        ["no verification", { skipVerification: true }, { skipVerification: true }],
        ["a tenant", { tenant: "team-a_(1)" }, { tenant: "team-a_(1)" }],
        ["headers", { headers: { "X-Team": 'a "b"' } }, { headers: { "X-Team": 'a "b"' } }],
        ["a colon in its URL's path", { url: "https://h/a:b/c" }, { url: "https://h/a:b/c" }],
        ["a slash in its username", { username: "team/robot" }, { username: "team/robot" }],
    ];
    for (const [what, given, fields] of accepted) {
        it(`has ${what}`, () => {
            const remote = { kind: "prometheus", ...least, ...fields };
            assert.deepEqual(readRemote({ ...least, ...given }), { remotes: [remote], problems: [] });
        });
    }

    it("may be on $NODE_IP", () => {
        const { remotes } = readRemote({ ...least, url: "http://$NODE_IP:9090/api/v1/write" });
        assert.equal(remotes[0]?.url, "http://192.0.2.1:9090/api/v1/write");
    });

    type Row = [what: string, entry: unknown, at: string, found: string, expected: string, write?: string];
    const noSecret =
        "no secret here: passwords and tokens stand in remotePasswords, private keys in remoteClientKeys";
    const form = 'a remote as "name:url:username" or as an object';
    const example = "- local:http://$NODE_IP:9090/api/v1/write:admin";
    const refused: Row[] = [
        ["a number", 5, "", "is the number 5", form, example],
        ["a list", ["x"], "", "is a list", form, example],
        ["nothing", null, "", "is nothing", form, example],
        ["no name", { url: "https://h/x" }, ".name", "is missing", "text", "name: primary"],
        ["no URL", { name: "r" }, ".url", "is missing", "text", "url: https://HOST/PATH"],
        [
            "a username that is a number",
            { ...least, username: 12345 },
            ".username",
            "is the number 12345",
            "text, so a number in quotes",
            'username: "12345"',
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
            '"name", "url", "username", "bearerToken", "existingSecret", "ca", "clientCertificate", "serverName", "skipVerification", "tls", "proxyUrl", "tenant", "headers", "queue", "oauth2", "sigv4", "remoteWriteVersion", "sendNativeHistograms", "labels"',
        ],
        [
            "its private key",
            { ...least, clientKey: privateKey },
            "",
            'there is no "clientKey" in it',
            noSecret,
        ],
        [
            "its private key where certificates stood before",
            { ...least, tls: { clientKey: privateKey } },
            ".tls",
            'there is no "clientKey" in it',
            noSecret,
        ],
        ["a list of authorities", { ...least, ca: [certificate] }, ".ca", "is a list", "text"],
        [
            "a list of authorities where they stood before",
            { ...least, tls: { ca: [certificate] } },
            ".tls.ca",
            "is a list",
            "text",
        ],
        [
            "text for a switch",
            { ...least, skipVerification: "yes" },
            ".skipVerification",
            'is "yes"',
            "true or false",
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
    for (const [what, entry, below, found, expected, write] of refused) {
        it(`is not ${what}`, () => {
            const problem = { at: `prometheusRemotes[0]${below}`, found, expected, ...(write && { write }) };
            assert.deepEqual(readRemote(entry), { remotes: [], problems: [problem] });
            assert.doesNotMatch(JSON.stringify(problem), /hunter2|PRIVATE/);
        });
    }

    it("is refused for all the reasons why it cannot be read at once", () => {
        const entry = { name: 1, url: "ftp://h", username: 1, bearerToken: "x", tls: 1, nope: 1 };
        assert.deepEqual(
            readRemote(entry).problems.map(({ at, found }) => `${at} ${found}`),
            [
                'prometheusRemotes[0] there is no "nope" in it',
                "prometheusRemotes[0].name is the number 1",
                "prometheusRemotes[0].username is the number 1",
                "prometheusRemotes[0].bearerToken is text",
                "prometheusRemotes[0].tls is a number",
            ],
        );
    });
});
