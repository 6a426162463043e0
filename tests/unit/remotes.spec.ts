import * as assert from "node:assert/strict";

import { RemoteKind } from "../../components/remote";
import { parseRemote } from "../../settings/remotes";

const prometheus = (text: string) => parseRemote(RemoteKind.Prometheus, text);

describe("a remote as name:url:username", () => {
    const accepted: [text: string, name: string, url: string, username: string | undefined][] = [
        [
            "local:http://192.168.1.100:9090/api/v1/write:admin",
            "local",
            "http://192.168.1.100:9090/api/v1/write",
            "admin",
        ],
        [
            "gc:https://logs.grafana.net:443/loki/api/v1/push:12345",
            "gc",
            "https://logs.grafana.net:443/loki/api/v1/push",
            "12345",
        ],
        [
            "grafana-cloud:https://logs.grafana.net/loki/api/v1/push:12345",
            "grafana-cloud",
            "https://logs.grafana.net/loki/api/v1/push",
            "12345",
        ],
        [
            "local:http://localhost:9090/api/v1/write:",
            "local",
            "http://localhost:9090/api/v1/write",
            undefined,
        ],
        [" local : http://h:9090/x : admin ", "local", "http://h:9090/x", "admin"],
        ["local:http://[::1]:9090/w:u", "local", "http://[::1]:9090/w", "u"],
    ];
    for (const [text, name, url, username] of accepted) {
        it(`reads ${JSON.stringify(text)}`, () => {
            const expected = { kind: RemoteKind.Prometheus, name, url, ...(username && { username }) };
            assert.deepEqual(prometheus(text), { remote: expected });
        });
    }

    const refused: [text: string, message: RegExp][] = [
        ["invalid-no-colon", /has no colon; expected "name:url:username", for example "local:/],
        ["name:urlwithoutusername", /has no http or https URL/],
        [":http://h:9090/x:admin", /has the name ""/],
        ["local::admin", /has no http or https URL/],
        [
            "local:http://host:9090/api/v1/write",
            /lacks the username; write "local:http:\/\/host:9090\/api\/v1\/write:USERNAME", or "local:.*:" for no login/,
        ],
        ["local:https://host/api/v1/write", /lacks the username/],
        ["local:http://host:9090", /could mean port 9090 or user 9090/],
        ["Up_per:http://h/x:u", /small letters, digits/],
        ["local:ftp://host/x:u", /has no http or https URL/],
    ];
    for (const [text, message] of refused) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            const result = prometheus(text);
            assert.ok("problem" in result, "it was accepted");
            assert.match(result.problem, message);
        });
    }

    it("does not repeat a password that stands in the URL", () => {
        const result = prometheus("local:http://admin:hunter2@host/x:admin");
        assert.ok("problem" in result);
        assert.match(result.problem, /a login inside its URL/);
        assert.doesNotMatch(result.problem, /hunter2/);
    });
});
