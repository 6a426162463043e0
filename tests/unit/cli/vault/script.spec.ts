import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { Remote, RemoteKind } from "../../../../components/remotes";
import { defaultKv, KvVersion } from "../../../../components/vault/connection";
import { LoginMethod, VaultLogin } from "../../../../components/vault/login";
import { literal, policyName, readPolicy } from "../../../../components/vault/policy";
import { programPolicy, VaultSetup, vaultSetup } from "../../../../components/vault/setup";

const remote: Remote = {
    kind: RemoteKind.Prometheus,
    name: "primary",
    url: "https://prometheus.example.com/push",
    username: "alloy",
};
const userPass: VaultLogin = { username: "eso-user", password: "not to be shown" };
const kubernetes: VaultLogin = { method: LoginMethod.Kubernetes, mount: "kubernetes-west" };
const setup: VaultSetup = {
    clusterName: "west",
    address: "https://vault.example.com",
    kv: defaultKv,
    login: userPass,
    serviceAccount: { name: "external-secrets", namespace: "external-secrets" },
    readOnly: true,
    remotes: [remote],
};

describe("the operator's policy", () => {
    it("reads the cluster's entries and what is noted about them, and nothing else", () => {
        assert.equal(
            readPolicy(defaultKv, "west"),
            'path "secret/data/grafana/alloy/west/*" { capabilities = ["read"] }\n' +
                'path "secret/metadata/grafana/alloy/west/*" { capabilities = ["read"] }',
        );
        assert.equal(
            readPolicy({ path: "team/kv", version: KvVersion.V1 }, "west"),
            'path "team/kv/grafana/alloy/west/*" { capabilities = ["read"] }',
        );
    });

    it("has a name of the cluster's where others use the same Vault", () => {
        assert.equal(policyName("West", false), "eso-policy");
        assert.equal(policyName("West", true), "eso-policy-west");
    });

    it("says what other characters Vault takes for themselves, quoted", () => {
        assert.equal(
            readPolicy({ path: "kv", version: KvVersion.V1 }, 'a"b\\c d'),
            String.raw`path "kv/grafana/alloy/a\"b\\c d/*" { capabilities = ["read"] }`,
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

describe("what a Vault's owners have to run", () => {
    it("is the policy, the user and the entries, where the stack only reads", () => {
        assert.equal(
            vaultSetup(setup),
            `# What the Vault at https://vault.example.com needs for the cluster "west".
# Run it logged in as somebody who may, after reading it.
export VAULT_ADDR=https://vault.example.com

# The External Secrets Operator reads this cluster's entries, and nothing else.
vault policy write eso-policy-west - <<'END'
path "secret/data/grafana/alloy/west/*" { capabilities = ["read"] }
path "secret/metadata/grafana/alloy/west/*" { capabilities = ["read"] }
END

# Its user. Asks for the password: the stack's operatorPassword.
vault auth list | grep -q '^userpass/' || vault auth enable -path=userpass userpass
vault write auth/userpass/users/eso-user token_policies=eso-policy-west token_ttl=1200 password=-

# The secrets of the prometheus remote "primary". Asks for it.
vault kv put -mount=secret grafana/alloy/west/prometheus/primary password=-
`,
        );
    });

    it("is the mount, the cluster and the role for a login with a service account", () => {
        const cluster = { address: "https://api.west.example:6443", caCertificate: "-----BEGIN\nPEM\n" };
        const script = vaultSetup({ ...setup, login: kubernetes, cluster, remotes: [] });
        assert.match(
            script,
            /grep -q '\^kubernetes-west\/' \|\| vault auth enable -path=kubernetes-west kubernetes\n/,
        );
        assert.ok(
            script.includes(
                "vault write auth/kubernetes-west/config kubernetes_host=https://api.west.example:6443 " +
                    "disable_local_ca_jwt=true kubernetes_ca_cert=- <<'END'\n-----BEGIN\nPEM\nEND\n",
            ),
            script,
        );
        assert.ok(
            script.includes(
                "vault write auth/kubernetes-west/role/external-secrets bound_service_account_names=external-secrets " +
                    "bound_service_account_namespaces=external-secrets token_policies=eso-policy-west token_ttl=1200\n",
            ),
            script,
        );
    });

    it("is no mount and no cluster where they are there", () => {
        const login = { ...kubernetes, mountExists: true };
        const script = vaultSetup({ ...setup, login, remotes: [] });
        assert.doesNotMatch(script, /auth enable|\/config/);
        assert.match(script, /auth\/kubernetes-west\/role\/external-secrets/);
    });

    it("is a token for the program, where that writes the rest", () => {
        const script = vaultSetup({ ...setup, readOnly: false, remotes: [] });
        assert.match(script, /vault policy write alloy-stack-west - <<'END'\npath "secret\/data\/grafana/);
        assert.match(script, /vault token create -policy=alloy-stack-west /);
        assert.doesNotMatch(script, /vault write/);
    });

    it("holds no secret", () => {
        assert.doesNotMatch(vaultSetup(setup), /not to be shown/);
    });

    it("is taken from files where an entry has several secrets", () => {
        const several = { ...remote, tls: { clientCertificate: "PEM" } };
        assert.match(
            vaultSetup({ ...setup, remotes: [several] }),
            /primary password=@password\.txt client_key=@client_key\.txt\n$/,
        );
    });

    it("is a script that a shell reads, whatever the names are", () => {
        const login = { ...userPass, username: "o'brien" };
        const script = vaultSetup({ ...setup, login, address: "https://vault.example.com/?a=b&c" });
        const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
        assert.equal(status, 0, stderr);
        assert.match(script, /'auth\/userpass\/users\/o'\\''brien'/);
    });
});

describe("the program's policy", () => {
    it("may do nothing to another cluster's entries or logins", () => {
        const policy = programPolicy({ clusterName: "west", kv: defaultKv, login: kubernetes });
        const paths = [...policy.matchAll(/^path "(.*?)"/gm)].map(([, at]) => at);
        assert.deepEqual(paths, [
            "secret/data/grafana/alloy/west/*",
            "secret/metadata/grafana/alloy/west/*",
            "sys/policies/acl/eso-policy-west",
            "auth/kubernetes-west/role/external-secrets",
            "sys/auth/kubernetes-west",
            "sys/mounts/auth/kubernetes-west",
            "sys/mounts/auth/kubernetes-west/tune",
            "auth/kubernetes-west/config",
            "auth/token/create",
        ]);
    });

    it("leaves a login mount alone that is its owners'", () => {
        const login = { ...userPass, mountExists: true };
        const policy = programPolicy({ clusterName: "west", kv: defaultKv, login });
        assert.doesNotMatch(policy, /sys\/auth|sys\/mounts/);
        assert.match(policy, /"auth\/userpass\/users\/eso-user"/);
    });
});
