import * as assert from "node:assert/strict";

import { KvVersion } from "../../../../components/vault/connection";
import { isOurPolicy, literal, readPolicy, rule } from "../../../../components/vault/policy";

const kv = { path: "secret", version: KvVersion.V2 };
const firstLine = (cluster: string) =>
    `# alloy-stack: the External Secrets Operator of the cluster "${cluster}"`;
const rules = (cluster: string) =>
    `path "secret/data/grafana/alloy/${cluster}/*" { capabilities = ["read"] }\n` +
    `path "secret/metadata/grafana/alloy/${cluster}/*" { capabilities = ["read"] }`;

describe("the operator's policy", () => {
    it("says whose it is, and reads the cluster's entries and what is noted about them, and nothing else", () => {
        assert.equal(readPolicy(kv, "west"), `${firstLine("west")}\n${rules("west")}`);
        assert.equal(
            readPolicy({ path: "team/kv", version: KvVersion.V1 }, "west"),
            `${firstLine("west")}\npath "team/kv/grafana/alloy/west/*" { capabilities = ["read"] }`,
        );
    });

    it("says what other characters Vault takes for themselves, quoted", () => {
        assert.ok(
            readPolicy({ path: "kv", version: KvVersion.V1 }, 'a"b\\c d').endsWith(
                String.raw`path "kv/grafana/alloy/a\"b\\c d/*" { capabilities = ["read"] }`,
            ),
        );
    });

    it("is not written for a name that Vault would take for more than itself", () => {
        for (const name of [
            "+",
            "a+",
            "*",
            "we*st",
            "a/b",
            "${a",
            "{{identity.entity.id}}",
            "a\nb",
            "..",
            "",
        ])
            assert.throws(() => literal(name), /cannot stand in a Vault policy/, JSON.stringify(name));
    });
});

describe("a policy in Vault", () => {
    const ours: [what: string, text: string][] = [
        ["that this version has written", readPolicy(kv, "west")],
        ["of this cluster whose rules somebody has changed", `${firstLine("west")}\npath "x" {}`],
        ["of the version before the first line", rules("west")],
        [
            "of that version, for a store of version 1",
            'path "team/kv/grafana/alloy/west/*" { capabilities = ["read"] }',
        ],
    ];
    for (const [what, text] of ours) {
        it(`is ours: one ${what}`, () => {
            assert.equal(isOurPolicy(text, "west"), true);
        });
    }

    const foreign: [what: string, text: string][] = [
        ["for another cluster", readPolicy(kv, "east")],
        ["for a cluster whose name begins alike", readPolicy(kv, "west-1")],
        ["of the version before the first line, for another cluster", rules("east")],
        [
            "of that version, with one rule more",
            `${rules("west")}\npath "secret/*" { capabilities = ["read"] }`,
        ],
        ["of somebody else", 'path "secret/*" { capabilities = ["read"] }'],
        ["of somebody else for all clusters", 'path "+/grafana/alloy/*" { capabilities = ["read"] }'],
        ["with nothing in it", ""],
        ["with our first line further down", `# mine\n${readPolicy(kv, "west")}`],
    ];
    for (const [what, text] of foreign) {
        it(`is not ours: one ${what}`, () => {
            assert.equal(isOurPolicy(text, "west"), false);
        });
    }
});

describe("a policy's rule", () => {
    it("has what is allowed at a path", () => {
        assert.equal(rule("a/b", ["read", "update"]), 'path "a/b" { capabilities = ["read","update"] }');
    });

    it("names the only parameters that may be written, and the only values, in one line", () => {
        assert.equal(
            rule("a", ["update"], { policy: ['one "two"\nthree'], token_policies: [["p"]], password: [] }),
            String.raw`path "a" { capabilities = ["update"] allowed_parameters = { "policy" = ["one \"two\"\nthree"], "token_policies" = [["p"]], "password" = [] } }`,
        );
    });
});
