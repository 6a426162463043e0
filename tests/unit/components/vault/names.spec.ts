import * as assert from "node:assert/strict";

import * as fc from "fast-check";

import { isClusterName } from "../../../../components/validate/names";
import { LoginMethod, loginNames } from "../../../../components/vault/login";
import { vaultName } from "../../../../components/vault/names";

/** What Vault's userpass takes for a user's name. */
const user = /^\w(([\w-.]+)?\w)?$/;

// Few letters, so that names are often near each other.
const name = fc.stringMatching(/^[aAb1][aA_.01-]{0,8}$/).filter(isClusterName);

describe("a cluster's name in Vault", () => {
    for (const [given, expected] of [
        ["west-1", "west-1"],
        ["West", "_west"],
        ["a_b", "a__b"],
        ["a.b-", "a.b_0"],
        ["a.", "a_1"],
    ] as const) {
        it(`is ${expected} for ${given}`, () => {
            assert.equal(vaultName(given), expected);
        });
    }

    it("is no other cluster's", () => {
        fc.assert(
            fc.property(name, name, (one, other) => {
                fc.pre(one !== other);
                assert.notEqual(vaultName(one), vaultName(other));
            }),
            { numRuns: 20_000, seed: 7 },
        );
    });

    it("is no other cluster's whose name differs in case only", () => {
        fc.assert(
            fc.property(name, fc.infiniteStream(fc.boolean()), (one, flips) => {
                const flip = (letter: string) =>
                    flips.next().value ? letter.toUpperCase() : letter.toLowerCase();
                const other = one.replace(/[a-z]/gi, flip);
                fc.pre(one !== other);
                assert.notEqual(vaultName(one), vaultName(other));
            }),
            { numRuns: 5_000, seed: 7 },
        );
    });

    it("is legal for a user and in small letters, which Vault makes of large ones", () => {
        const any = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/).filter(isClusterName);
        fc.assert(
            fc.property(any, (one) => {
                const { username, role, policy } = loginNames(one, { method: LoginMethod.UserPass });
                for (const found of [username, role, policy]) {
                    assert.match(found, user);
                    assert.equal(found, found.toLowerCase());
                }
            }),
            { numRuns: 5_000, seed: 7 },
        );
    });
});

describe("the names of a login", () => {
    it("are the cluster's, at the mount that its method usually has", () => {
        assert.deepEqual(loginNames("West", {}), {
            method: "userPass",
            mount: "userpass",
            username: "eso-_west",
            role: "eso-_west",
            policy: "eso-policy-_west",
        });
        assert.equal(loginNames("west", { method: LoginMethod.Kubernetes }).mount, "kubernetes");
    });

    it("are those that are given", () => {
        const given = { mount: "m", username: "u", role: "r" };
        assert.deepEqual(loginNames("west", { ...given, policyName: "p" }), {
            ...given,
            method: "userPass",
            policy: "p",
        });
    });
});
