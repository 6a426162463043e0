import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { vaultSetup, VaultSetup } from "../../../../cli/vault/script";
import { RemoteKind } from "../../../../components/remotes";
import { KvVersion } from "../../../../components/vault/connection";
import { loginNames, LoginMethod } from "../../../../components/vault/login";
import { PlainRemote } from "../../../../settings/plainRemote";
import { certificate } from "../../../support/certificate";

const remote: PlainRemote = {
    kind: RemoteKind.Prometheus,
    name: "primary",
    url: "https://prometheus.example.com/push",
    username: "alloy",
};
const kubernetes = loginNames("west", { method: LoginMethod.Kubernetes, mount: "kubernetes-west" });
const setup: VaultSetup = {
    clusterName: "west",
    address: "https://vault.example.com",
    kv: { path: "secret", version: KvVersion.V2 },
    names: loginNames("west", {}),
    createMount: false,
    serviceAccount: { name: "external-secrets", namespace: "external-secrets" },
    readOnly: true,
    remotes: [remote],
};

describe("what a Vault's owners have to run", () => {
    it("is the policy, the user and the entries, where the stack only reads", () => {
        assert.equal(
            vaultSetup(setup),
            `# What the Vault at https://vault.example.com needs for the cluster "west".
# Run it logged in as somebody who may, after reading it.
export VAULT_ADDR=https://vault.example.com

# The login method, where it is not mounted yet.
vault auth list | grep -q '^userpass/' || vault auth enable -path=userpass userpass

# The External Secrets Operator reads this cluster's entries, and nothing else.
vault policy write eso-policy-west - <<'END'
# alloy-stack: the External Secrets Operator of the cluster "west"
path "secret/data/grafana/alloy/west/*" { capabilities = ["read"] }
path "secret/metadata/grafana/alloy/west/*" { capabilities = ["read"] }
END

# Its user. Asks for the password: the stack's esoPassword.
vault write auth/userpass/users/eso-west token_policies=eso-policy-west token_ttl=1200 password=-

# The secrets of the prometheus remote "primary". Asks for it.
vault kv put -mount=secret grafana/alloy/west/prometheus/primary password=-
`,
        );
    });

    it("is the mount, the cluster and the role for a login with a service account", () => {
        const cluster = {
            kubernetesHost: "https://api.west.example:6443",
            kubernetesCaCertificate: certificate,
        };
        const script = vaultSetup({ ...setup, names: kubernetes, cluster, remotes: [] });
        assert.match(
            script,
            /grep -q '\^kubernetes-west\/' \|\| vault auth enable -path=kubernetes-west kubernetes\n/,
        );
        assert.ok(
            script.includes(
                "vault write auth/kubernetes-west/config kubernetes_host=https://api.west.example:6443 " +
                    `kubernetes_ca_cert='${certificate}' disable_local_ca_jwt=true\n`,
            ),
            script,
        );
        assert.ok(
            script.includes(
                "vault write auth/kubernetes-west/role/eso-west bound_service_account_names=external-secrets " +
                    "bound_service_account_namespaces=external-secrets token_policies=eso-policy-west token_ttl=1200\n",
            ),
            script,
        );
    });

    it("is run in Vault's namespace, where it has such", () => {
        const script = vaultSetup({ ...setup, namespace: "admin/team-a" });
        assert.match(script, /\nexport VAULT_NAMESPACE=admin\/team-a\n\n/);
    });

    it("is an AppRole, whose two ids are told apart wherever it is run", () => {
        const names = loginNames("west", { method: LoginMethod.AppRole });
        const script = vaultSetup({ ...setup, names, readOnly: false, remotes: [] });
        // A vault that knows nothing of a terminal, as in CI, ends neither with a new line.
        const vault = 'vault() { case "$*" in *role-id*) printf role;; *secret-id*) printf secret;; esac; }';
        const { stdout } = spawnSync("sh", ["-e"], { input: `${vault}\n${script}`, encoding: "utf8" });
        assert.equal(stdout, "esoRoleId: role\nesoSecretId: secret\n");
    });

    it("is the role of a service account, and the keys by which Vault checks its token", () => {
        const names = loginNames("west", { method: LoginMethod.Jwt });
        const script = vaultSetup({ ...setup, names, remotes: [], audience: "for-vault" });
        assert.match(
            script,
            /vault auth enable -path=jwt jwt\nvault write auth\/jwt\/config oidc_discovery_url=/,
        );
        assert.match(script, /\n# vault write auth\/jwt\/config jwt_validation_pubkeys=@keys\.pem\n/);
        const subject = "system:serviceaccount:external-secrets:external-secrets";
        assert.ok(
            script.includes(
                `vault write auth/jwt/role/eso-west role_type=jwt user_claim=sub bound_subject=${subject} bound_audiences=for-vault `,
            ),
            script,
        );
    });

    it("is no mount and no cluster where the stack makes them", () => {
        const script = vaultSetup({ ...setup, names: kubernetes, createMount: true, remotes: [] });
        assert.doesNotMatch(script, /auth enable|\/config/);
        assert.match(script, /auth\/kubernetes-west\/role\/eso-west/);
    });

    it("is the mount, and a token for the program, where that writes the rest", () => {
        const script = vaultSetup({ ...setup, readOnly: false, remotes: [] });
        assert.match(script, /vault auth enable -path=userpass userpass\n/);
        assert.match(script, /vault policy write alloy-stack-west - <<'END'\npath "secret\/data\/grafana/);
        assert.match(script, /vault token create -policy=alloy-stack-west /);
        assert.doesNotMatch(script, /vault write/);
    });

    it("is taken from files where an entry has several secrets", () => {
        const several = { ...remote, clientCertificate: "PEM" };
        assert.match(
            vaultSetup({ ...setup, remotes: [several] }),
            /primary password=@password\.txt client_key=@client_key\.txt\n$/,
        );
    });

    it("is a script that a shell reads, whatever the names are", () => {
        const names = { ...setup.names, username: "o'brien" };
        const script = vaultSetup({ ...setup, names, address: "https://vault.example.com/?a=b&c" });
        const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
        assert.equal(status, 0, stderr);
        assert.match(script, /'auth\/userpass\/users\/o'\\''brien'/);
    });
});
