import * as assert from "node:assert/strict";

import { urlProblem, vaultAddressProblem } from "../../../../components/validate/url";

const whole = 'a whole address with its path, for example "https://prometheus.example.com/api/v1/write"';
const loginInside =
    'a URL without one; the username beside it, and the password as a secret. In a path "@" is written as "%40"';

describe("an address to push to", () => {
    for (const url of [
        "https://h/api/v1/write",
        "http://h:9090/x?a=1,b=2",
        "http://[::1]:9090/w",
        "http://[fd00::1]/w",
        "https://h/a:b/c%20d",
        "http://a_b.example/x",
    ]) {
        it(`may be ${url}`, () => {
            assert.equal(urlProblem(url), undefined);
        });
    }

    // What Go cannot read would keep the agent from starting.
    const refused: [url: string, found: string, expected: string][] = [
        ["ftp://h/x", "has no http or https URL", whole],
        ["", "has no http or https URL", whole],
        ["u:hunter2@h/x", "has no http or https URL", whole],
        ["https://u:hunter2@h/x", "has a login inside its URL, which is not shown here", loginInside],
        ["https://u:hun/ter2@h/x", "has a login inside its URL, which is not shown here", loginInside],
        [
            "http://exämple.com/x",
            'has letters other than ASCII in its host: "exämple.com"',
            'the host as name servers know it, "xn--exmple-cua.com", if that is meant',
        ],
        ["http://h/a b", 'has " " in its URL, which begins with "http://h"', 'a URL writes it as "%20"'],
        ['http://h/a"b', 'has "\\"" in its URL, which begins with "http://h"', 'a URL writes it as "%22"'],
        ["http://h/a\\b", 'has "\\\\" in its URL, which begins with "http://h"', 'a URL writes it as "%5C"'],
        ["http://h/é", 'has "é" in its URL, which begins with "http://h"', 'a URL writes it as "%C3%A9"'],
        ["http://h/%zz", 'has "%zz" in its URL, which begins with "http://h"', 'a URL writes "%" as "%25"'],
        ["http://h%41/x", 'has a URL that cannot be read, which begins with "http://h%41"', whole],
        ["http://h:99999/x", 'has a URL that cannot be read, which begins with "http://h"', whole],
        ["http:///x", 'has a URL that cannot be read, which begins with "http://"', whole],
        [
            "http://$HOST/x",
            'has the host "$HOST"',
            "the host's name or address; only $NODE_IP stands for something else",
        ],
    ];
    for (const [url, found, expected] of refused) {
        it(`may not be ${JSON.stringify(url)}`, () => {
            assert.deepEqual(urlProblem(url), { found, expected });
            assert.doesNotMatch(found, /hunter|ter2/);
        });
    }

    it("is read as well after many others", () => {
        const host = "exämple.com";
        const found = () => urlProblem(`http://${host}/x`)?.found;
        const all = new Set(Array.from({ length: 20_000 }, found));
        assert.deepEqual([...all], [`has letters other than ASCII in its host: "${host}"`]);
    });
});

describe("Vault's address", () => {
    it("is looked at in the same way, with an example of its own", () => {
        assert.equal(vaultAddressProblem("https://vault.example.com:8200"), undefined);
        assert.deepEqual(vaultAddressProblem("vault:8200"), {
            found: "has no http or https URL",
            expected: 'an http or https address, for example "https://vault.example.com"',
        });
    });
});
