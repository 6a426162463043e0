import * as assert from "node:assert/strict";

import { KvVersion } from "../../../../components/vault/connection";
import { certificate } from "../../../support/certificate";
import { record } from "../../../support/recording";
import {
    create,
    kubernetes,
    only,
    register,
    serviceAccount,
    userPass,
    vaultOfStore,
    written,
} from "../../../support/vaultResources";

const entryPath = "secret/data/grafana/alloy/west/prometheus/primary";

describe("the operator's login in somebody else's Vault", () => {
    it("is a user with a policy, both of the cluster's name, beside the entries", async () => {
        const { registered } = await register({});
        const paths = written(registered);
        assert.deepEqual(Object.keys(paths).sort(), [
            "auth/userpass/users/eso-west",
            entryPath,
            "sys/policies/acl/eso-policy-west",
        ]);
        assert.deepEqual(paths["auth/userpass/users/eso-west"], {
            password: "eso-s3cr3t",
            token_policies: ["eso-policy-west"],
            token_ttl: 1200,
        });
        assert.deepEqual(paths[entryPath], { password: "s3cr3t" });
    });

    it("is a role for the service account, which may have tokens reviewed, at a mount that is told of the cluster", async () => {
        const { registered } = await register({ login: { ...kubernetes, mount: "kubernetes-west" } });
        const paths = written(registered);
        assert.equal(paths["sys/auth/kubernetes-west"], "kubernetes");
        assert.deepEqual(paths["auth/kubernetes-west/config"], {
            kubernetes_host: "https://api.west.example:6443",
            kubernetes_ca_cert: certificate,
            disable_local_ca_jwt: true,
        });
        assert.deepEqual(paths["auth/kubernetes-west/role/eso-west"], {
            bound_service_account_names: ["external-secrets"],
            bound_service_account_namespaces: ["external-secrets"],
            token_policies: ["eso-policy-west"],
            token_ttl: 1200,
        });
        // Vault refuses to delete it.
        const config = registered.find(({ inputs }) => inputs.path === "auth/kubernetes-west/config");
        assert.equal(config?.inputs.disableDelete, true);
        const { roleRef, subjects } = only(registered, "ClusterRoleBinding").inputs;
        assert.equal((roleRef as { name: string }).name, "system:auth-delegator");
        assert.deepEqual(subjects, [{ kind: "ServiceAccount", ...serviceAccount }]);
    });

    for (const [method, login, type] of [
        ["a password", userPass, "userpass"],
        ["a service account", { ...kubernetes, createMount: false }, "kubernetes"],
    ] as const) {
        it(`with ${method} reads the mount that its owners have made, and writes neither it nor its config`, async () => {
            const { registered } = await register({ login });
            const { id, read } = only(registered, "AuthBackend");
            assert.deepEqual({ id, read }, { id: type, read: true });
            const paths = Object.keys(written(registered));
            assert.ok(!paths.some((path) => /^sys\/auth|\/config$/.test(path)), paths.join());
            // What lies in a mount cannot be written before it is known to be there.
            const inMount = registered.filter(({ inputs }) => /^auth\//.test(String(inputs.path)));
            for (const { name, dependencies } of inMount)
                assert.ok(dependencies.includes(`login-${type}`), name);
        });
    }

    it("leaves the mount that it has made behind, where others may log in by now", async () => {
        const { registered } = await register({ login: { ...userPass, createMount: true } });
        const { retainOnDelete, read } = only(registered, "AuthBackend");
        assert.deepEqual({ retainOnDelete, read }, { retainOnDelete: true, read: false });
        assert.equal(written(registered)["sys/auth/userpass"], "userpass");
    });

    it("has the names that are given", async () => {
        const names = { username: "robot", policyName: "robots", mount: "people" };
        const { registered } = await register({ login: { ...userPass, ...names } });
        const user = written(registered)["auth/people/users/robot"] as { token_policies: string[] };
        assert.deepEqual(user.token_policies, ["robots"]);
    });

    it("is nothing at all where Vault is only read", async () => {
        for (const login of [userPass, kubernetes]) {
            const { registered } = await register({ vault: { readOnly: true }, login });
            const vaults = ["AuthBackend", "Policy", "Endpoint", "SecretV2", "vault"];
            assert.deepEqual(
                registered.filter(({ type }) => vaults.includes(type)),
                [],
            );
            assert.ok(vaultOfStore(registered));
        }
    });

    it("reads a key-value store elsewhere, and of version 1", async () => {
        const { registered } = await register({ vault: { kvMount: "team/kv", kvVersion: KvVersion.V1 } });
        const paths = written(registered);
        assert.deepEqual(paths["team/kv/grafana/alloy/west/prometheus/primary"], { password: "s3cr3t" });
        assert.match(
            String(paths["sys/policies/acl/eso-policy-west"]),
            /^path "team\/kv\/grafana\/alloy\/west\/\*"/m,
        );
    });

    it("is not written where somebody else has made the policy, which is said", async () => {
        const policy = { policy: 'path "secret/*" { capabilities = ["read"] }' };
        const inVault = (path: string) => (path === "sys/policies/acl/eso-policy-west" ? policy : null);
        const { registered, refused } = await record(() => create({}), { inVault, preview: true });
        assert.deepEqual(
            registered.flatMap(({ name, refused: isRefused }) => (isRefused ? [name] : [])),
            ["login-policy"],
        );
        assert.deepEqual(refused, [
            'esoLogin.policyName: Vault has the policy "eso-policy-west" already, and it is not from this cluster\'s stack; expected: another esoLogin.policyName, or a Vault from which its owners have removed it',
        ]);
    });

    it("is not written where somebody else has made the user or the role", async () => {
        for (const [login, path, name] of [
            [userPass, "auth/userpass/users/eso-west", "login-user"],
            [kubernetes, "auth/kubernetes/role/eso-west", "login-role"],
        ] as const) {
            const inVault = (asked: string) => (asked === path ? { token_policies: ["admins"] } : null);
            const { registered, refused } = await record(() => create({ login }), { inVault });
            assert.deepEqual(
                registered.flatMap((one) => (one.refused ? [one.name] : [])),
                [name],
            );
            assert.equal(refused.length, 1);
        }
    });

    it("is not asked for where it is from an earlier update", async () => {
        const inVault = () => assert.fail("Vault was asked");
        const state = { "login-policy": {}, "login-user": {} };
        const { refused } = await record(() => create({}), { inVault, state });
        assert.deepEqual(refused, []);
    });

    it("is written over it where that is told, without a look", async () => {
        const inVault = () => assert.fail("Vault was asked");
        const { registered } = await register({ login: { ...userPass, overwrite: true }, inVault });
        assert.ok(written(registered)["sys/policies/acl/eso-policy-west"]);
    });
});
