import * as assert from "node:assert/strict";

import { ProgramAccess, programPolicy, programPolicyName } from "../../../../cli/vault/programPolicy";
import { KvVersion } from "../../../../components/vault/connection";
import { loginNames, LoginMethod } from "../../../../components/vault/login";
import { readPolicy } from "../../../../components/vault/policy";

const kv = { path: "secret", version: KvVersion.V2 };
const userPass: ProgramAccess = {
    clusterName: "west",
    kv,
    names: loginNames("west", {}),
    createMount: false,
    serviceAccount: { name: "external-secrets", namespace: "eso" },
};
const kubernetes: ProgramAccess = {
    ...userPass,
    names: loginNames("west", { method: LoginMethod.Kubernetes, mount: "kubernetes-west" }),
};

interface Rule {
    capabilities: string[];
    allowed: unknown;
}

/** A policy's rules by path. */
function rulesOf(access: ProgramAccess): Record<string, Rule> {
    const rules = programPolicy(access)
        .split("\n")
        .map((line) => {
            const [, path = "", capabilities = "", allowed] =
                /^path "(.*?)" \{ capabilities = (\[.*?\])(?: allowed_parameters = (\{.*\}))? \}$/.exec(
                    line,
                ) ?? assert.fail(line);
            const parameters: unknown = allowed && JSON.parse(allowed.replaceAll('" = ', '": '));
            return [
                path,
                { capabilities: JSON.parse(capabilities) as string[], allowed: parameters },
            ] as const;
        });
    return Object.fromEntries(rules);
}

const written = ["create", "read", "update", "delete"];

describe("the program's policy", () => {
    it("is for this cluster's entries, policy and login only", () => {
        assert.deepEqual(Object.keys(rulesOf(userPass)), [
            "secret/data/grafana/alloy/west/*",
            "secret/metadata/grafana/alloy/west/*",
            "sys/policies/acl/eso-policy-west",
            "auth/userpass/users/eso-west",
            "sys/mounts/auth/userpass",
            "sys/mounts/auth/userpass/tune",
            "auth/token/create",
        ]);
        assert.deepEqual(Object.keys(rulesOf(kubernetes)), [
            "secret/data/grafana/alloy/west/*",
            "secret/metadata/grafana/alloy/west/*",
            "sys/policies/acl/eso-policy-west",
            "auth/kubernetes-west/role/eso-west",
            "sys/mounts/auth/kubernetes-west",
            "sys/mounts/auth/kubernetes-west/tune",
            "auth/token/create",
        ]);
    });

    // Whoever may write any policy, or a login with any, may do everything.
    it("writes the operator's policy in the one text that it has, and logins with that policy only", () => {
        assert.deepEqual(rulesOf(userPass)["sys/policies/acl/eso-policy-west"], {
            capabilities: written,
            allowed: { policy: [readPolicy(kv, "west")] },
        });
        assert.deepEqual(rulesOf(userPass)["auth/userpass/users/eso-west"], {
            capabilities: written,
            allowed: { password: [], token_policies: [["eso-policy-west"]], token_ttl: [] },
        });
        assert.deepEqual(rulesOf(kubernetes)["auth/kubernetes-west/role/eso-west"], {
            capabilities: written,
            allowed: {
                bound_service_account_names: [["external-secrets"]],
                bound_service_account_namespaces: [["eso"]],
                token_policies: [["eso-policy-west"]],
                token_ttl: [],
            },
        });
    });

    it("reads what its owners have mounted, and does no more to it", () => {
        for (const access of [userPass, kubernetes]) {
            const { mount } = access.names;
            const rules = rulesOf(access);
            assert.deepEqual(rules[`sys/mounts/auth/${mount}`]?.capabilities, ["read"]);
            assert.deepEqual(rules[`sys/mounts/auth/${mount}/tune`]?.capabilities, ["read"]);
            assert.equal(rules[`sys/auth/${mount}`], undefined);
            assert.equal(rules[`auth/${mount}/config`], undefined);
        }
    });

    it("mounts the login method where it is to, and tells it of the cluster where that has one", () => {
        const mounted = ["create", "update", "sudo"];
        const rules = rulesOf({ ...kubernetes, createMount: true });
        assert.deepEqual(rules["sys/auth/kubernetes-west"]?.capabilities, mounted);
        assert.deepEqual(rules["auth/kubernetes-west/config"]?.capabilities, ["create", "read", "update"]);
        const ofUser = rulesOf({ ...userPass, createMount: true });
        assert.deepEqual(ofUser["sys/auth/userpass"]?.capabilities, mounted);
        assert.equal(ofUser["auth/userpass/config"], undefined);
    });

    it("has no notes where the store keeps none", () => {
        const paths = Object.keys(rulesOf({ ...userPass, kv: { path: "team/kv", version: KvVersion.V1 } }));
        assert.ok(paths.includes("team/kv/grafana/alloy/west/*"));
        assert.ok(!paths.some((path) => path.includes("metadata")));
    });

    it("is called after the cluster", () => {
        assert.equal(programPolicyName(loginNames("West", {})), "alloy-stack-_west");
    });
});
