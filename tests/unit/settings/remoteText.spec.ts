import * as assert from "node:assert/strict";

import { RemoteKind } from "../../../components/remotes";
import { readRemote } from "../../support/settings";

const form = '"name:url:username"';
const rule =
    'up to 50 letters, digits, "-", "_" and ".", the first and the last a letter or digit, and no two dots side by side';
const example = "- local:http://$NODE_IP:9090/api/v1/write:admin";
const blank = "- local:https://HOST/api/v1/write:USERNAME";

describe("a remote as name:url:username", () => {
    const accepted: [text: string, name: string, url: string, username?: string][] = [
        // Upstream's own cases.
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
            "grafana-cloud:https://logs.grafana.net/loki/api/v1/push:123456",
            "grafana-cloud",
            "https://logs.grafana.net/loki/api/v1/push",
            "123456",
        ],
        [
            "in-cluster:http://loki.monitoring.svc:3100/loki/api/v1/push:admin",
            "in-cluster",
            "http://loki.monitoring.svc:3100/loki/api/v1/push",
            "admin",
        ],
        ["local:http://localhost:9090/api/v1/write:", "local", "http://localhost:9090/api/v1/write"],
        [" local : http://h:9090/x : admin ", "local", "http://h:9090/x", "admin"],
        ["commas:http://h/x?a=1,b=2:u", "commas", "http://h/x?a=1,b=2", "u"],
        // Usernames that upstream refuses: nothing here is a shell, and every value is one string to Alloy.
        ["local:http://h/x:user@corp.com", "local", "http://h/x", "user@corp.com"],
        ["local:http://h/x:a.b", "local", "http://h/x", "a.b"],
        ["local:http://h/x:user; echo hacked", "local", "http://h/x", "user; echo hacked"],
        ["local:http://h/x:user`whoami`", "local", "http://h/x", "user`whoami`"],
        // Hosts and ports.
        ["local:http://[::1]:9090/w:u", "local", "http://[::1]:9090/w", "u"],
        ["local:http://[fd00::1]/w:", "local", "http://[fd00::1]/w"],
        ["local:http://h:9090:", "local", "http://h:9090"],
        ["local:http://h:9090:12345", "local", "http://h:9090", "12345"],
        ["local:http://h:u", "local", "http://h", "u"],
        ["local:http://$NODE_IP:9090/w:u", "local", "http://192.0.2.1:9090/w", "u"],
        // Names.
        ["1st:http://h/x:u", "1st", "http://h/x", "u"],
        ["a.b_C-d:http://h/x:u", "a.b_C-d", "http://h/x", "u"],
        [`${"x".repeat(50)}:http://h/x:u`, "x".repeat(50), "http://h/x", "u"],
    ];
    for (const [text, name, url, username] of accepted) {
        it(`is ${JSON.stringify(text)}`, () => {
            const expected = { kind: RemoteKind.Prometheus, name, url, ...(username && { username }) };
            assert.deepEqual(readRemote(text), { remotes: [expected], problems: [] });
        });
    }

    const lacking = "a colon and the username after the URL, or a bare colon for no login";
    const port = "the whole URL, with its port and path, then a colon and the username";
    const loginInside = [
        'the remote "local" has a login inside its URL, which is not shown here',
        "the username after the last colon, and the password as a secret",
        blank,
    ] as const;
    const tooMuch = [
        'the remote "local" has more colons than one after its URL, or a URL that cannot be read',
        '"name:url:username" without a password, which is a secret; a URL with a colon in its path needs the form with "name", "url" and "username"',
        blank,
    ] as const;

    const refused: [text: string, found: string, expected: string, write?: string][] = [
        // Upstream's own cases.
        ["invalid-no-colon", "is text without a colon", form, example],
        ["", "is text without a colon", form, example],
        [
            "name:urlwithoutusername",
            'the remote "name" has no http or https URL',
            form,
            "- name:https://HOST/api/v1/write:USERNAME",
        ],
        [":http://h:9090:admin", "the remote has no name", rule, example],
        [
            "https://u:hunter2@host/api/v1/write:admin",
            "is a URL without a name before it",
            form,
            "- NAME:https://HOST/api/v1/write:USERNAME",
        ],
        ["local::admin", 'the remote "local" has no http or https URL', form, blank],
        ["local:ftp://h/x:u", 'the remote "local" has no http or https URL', form, blank],
        ["local:javascript:alert('xss'):u", 'the remote "local" has no http or https URL', form, blank],
        [
            "name=p,url=http://h/x,username=u",
            'is written with "=", which only solo-provisioner reads',
            '"name:url:username", or an object with these fields',
            "- name: primary\n  url: https://HOST/PATH\n  username: USERNAME",
        ],
        ["local:http://h:8080:9090/x:u", ...tooMuch],
        // What upstream misreads without a word: the username was forgotten.
        [
            "local:http://host:9090/api/v1/write",
            'the remote "local" lacks the username',
            lacking,
            "- local:http://host:9090/api/v1/write:USERNAME",
        ],
        [
            "local:https://host/api/v1/write",
            'the remote "local" lacks the username',
            lacking,
            "- local:https://host/api/v1/write:USERNAME",
        ],
        [
            "local:http://[::1]:9090/w",
            'the remote "local" lacks the username',
            lacking,
            "- local:http://[::1]:9090/w:USERNAME",
        ],
        [
            "local:http://[::1]",
            'the remote "local" lacks the username',
            lacking,
            "- local:http://[::1]:USERNAME",
        ],
        [
            "local:http://host:9090",
            'the remote "local" ends with 9090, which could be a port or a username',
            port,
            blank,
        ],
        [
            "local:http://[::1]:9090",
            'the remote "local" ends with 9090, which could be a port or a username',
            port,
            blank,
        ],
        // Passwords where they do not belong. None is repeated.
        ["local:http://admin:hunter2@host/x:admin", ...loginInside],
        ["local:http://admin:hunter2@host/x", ...loginInside],
        ["local:http://admin:hunter2@host", ...loginInside],
        ["local:http://admin:hun/ter2@host/x:u", ...loginInside],
        ["local:http://host:hunter2@corp.com", ...loginInside],
        ["local:http://h/w:admin:hunter2", ...tooMuch],
        ["local:http://h:9090:admin:hunter2", ...tooMuch],
        ["local:http://h/w:admin:hun/ter2", ...tooMuch],
        ["local:admin:hunter2@host/x:u", 'the remote "local" has no http or https URL', form, blank],
        ["hunter2@host", "is text without a colon", form, example],
        // Colons, slashes, spaces.
        ["local:http://h/x::", ...tooMuch],
        ["local:http://", ...tooMuch],
        ["local:http:///x:u", ...tooMuch],
        ["local:http://[::1:u", ...tooMuch],
        ["local:", 'the remote "local" has no http or https URL', form, blank],
        [
            "local:http://h/x:us/er",
            'the remote "local" has a "/" in its username',
            '"name:url:username"; such a username needs the form with "name", "url" and "username"',
            blank,
        ],
        ["lo cal:http://h/x:u", 'the remote has the name "lo…"', rule, example],
        // Names.
        ["-a:http://h/x:u", 'the remote has the name "-a"', rule, example],
        ["a-:http://h/x:u", 'the remote has the name "a-"', rule, example],
        [`${"x".repeat(51)}:http://h/x:u`, `the remote has the name "${"x".repeat(51)}"`, rule, example],
    ];
    for (const [text, found, expected, write] of refused) {
        it(`is not ${JSON.stringify(text)}`, () => {
            const problem = { at: "prometheusRemotes[0]", found, expected, ...(write && { write }) };
            assert.deepEqual(readRemote(text), { remotes: [], problems: [problem] });
            assert.doesNotMatch(JSON.stringify(problem), /hunter|ter2/);
        });
    }

    it("has an example of its own kind", () => {
        const { problems } = readRemote("nothing", RemoteKind.Loki);
        assert.equal(problems[0]?.write, "- local:http://$NODE_IP:3100/loki/api/v1/push:admin");
    });

    it("is not on $NODE_IP where there is none", () => {
        assert.deepEqual(readRemote("local:http://$NODE_IP/x:u", RemoteKind.Prometheus, null), {
            remotes: [],
            problems: [
                {
                    at: "prometheusRemotes[0]",
                    found: 'the remote "local" is on $NODE_IP, and this machine has no address but its own loopback',
                    expected: "nodeIp, the address under which pods reach this machine",
                },
            ],
        });
    });
});
