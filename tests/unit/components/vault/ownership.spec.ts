import * as assert from "node:assert/strict";

import { KvVersion } from "../../../../components/vault/connection";
import { EsoLoginArgs, loginNames, LoginMethod } from "../../../../components/vault/login";
import { foreignLogin, foreignPolicy } from "../../../../components/vault/ownership";
import { readPolicy } from "../../../../components/vault/policy";

const kv = { path: "secret", version: KvVersion.V2 };
const userPass: EsoLoginArgs = {};
const kubernetes: EsoLoginArgs = { method: LoginMethod.Kubernetes, mount: "kubernetes-west" };

const policyPath = "sys/policies/acl/eso-policy-west";
const userPath = "auth/userpass/users/eso-west";
const rolePath = "auth/kubernetes-west/role/eso-west";
const ourPolicy = { name: "eso-policy-west", policy: readPolicy(kv, "west") };
const ourLogin = { token_policies: ["eso-policy-west"], token_ttl: 1200 };

type Vault = Record<string, Record<string, unknown>>;

/** What is somebody else's in a Vault with this in it, and the paths that were asked. */
async function look(vault: Vault, login = userPass) {
    const asked: string[] = [];
    const read = (path: string) => {
        asked.push(path);
        return Promise.resolve(vault[path]);
    };
    const names = loginNames("west", login);
    const found = [...(await foreignPolicy(names, "west", read)), ...(await foreignLogin(names, read))];
    return { found, asked: asked.sort() };
}

function taken(what: string, field: string) {
    return {
        path: `esoLogin.${field}`,
        found: `Vault has ${what} already, and it is not from this cluster's stack`,
        expected: `another esoLogin.${field}, or a Vault from which its owners have removed it`,
    };
}

describe("what somebody else has made in Vault", () => {
    const nothing: [what: string, vault: Vault, login?: EsoLoginArgs][] = [
        ["in an empty Vault", {}],
        ["in one with our policy and user", { [policyPath]: ourPolicy, [userPath]: ourLogin }],
        ["in one with our policy and role", { [policyPath]: ourPolicy, [rolePath]: ourLogin }, kubernetes],
        [
            "where our user has more policies, which its owners may give it",
            { [userPath]: { token_policies: ["team", "eso-policy-west"] } },
        ],
        ["where another mount has such a user", { "auth/people/users/eso-west": {} }],
    ];
    for (const [what, vault, login] of nothing) {
        it(`is nothing ${what}`, async () => {
            assert.deepEqual((await look(vault, login)).found, []);
        });
    }

    it("is a policy of that name", async () => {
        const policy = { ...ourPolicy, policy: readPolicy(kv, "east") };
        assert.deepEqual((await look({ [policyPath]: policy })).found, [
            taken('the policy "eso-policy-west"', "policyName"),
        ]);
    });

    for (const login of [{}, { token_policies: null }, { token_policies: ["admins"] }, { policies: "x" }]) {
        it(`is a user with ${JSON.stringify(login)}`, async () => {
            assert.deepEqual((await look({ [userPath]: login })).found, [
                taken('the user "eso-west" at auth/userpass', "username"),
            ]);
        });
    }

    it("is a role for another policy", async () => {
        const vault = { [rolePath]: { token_policies: ["admins"] } };
        assert.deepEqual((await look(vault, kubernetes)).found, [
            taken('the role "eso-west" at auth/kubernetes-west', "role"),
        ]);
    });

    it("is all of it at once", async () => {
        const vault = { [policyPath]: { policy: "" }, [userPath]: {} };
        assert.deepEqual(
            (await look(vault)).found.map(({ path }) => path),
            ["esoLogin.policyName", "esoLogin.username"],
        );
    });

    it("is looked for at the policy's path and the login's, wherever its mount is", async () => {
        assert.deepEqual((await look({})).asked, [userPath, policyPath]);
        for (const mount of ["kubernetes", "roles/west", "team-roles/a"]) {
            const { asked } = await look({}, { ...kubernetes, mount });
            assert.deepEqual(asked, [`auth/${mount}/role/eso-west`, policyPath]);
        }
    });
});
