import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { fromElsewhere } from "../../../../components/vault/clusterForVault";
import { KvVersion } from "../../../../components/vault/connection";
import { SecretOwner } from "../../../../components/vault/secretSource";
import {
    Given,
    kubernetes,
    only,
    register,
    remote,
    serviceAccount,
    userPass,
    valueOf,
    vaultOfStore,
    written,
} from "../../../support/vaultResources";

const entryPath = "secret/data/grafana/alloy/west/prometheus/primary";

describe("somebody else's Vault", () => {
    it("gets a policy of the cluster's name, a user with it, and the entries", async () => {
        const { registered } = await register({});
        const paths = written(registered);
        assert.deepEqual(Object.keys(paths).sort(), [
            "auth/userpass/users/eso-west",
            entryPath,
            "sys/auth/userpass",
            "sys/policies/acl/eso-policy-west",
        ]);
        assert.deepEqual(paths["auth/userpass/users/eso-west"], {
            password: "eso-s3cr3t",
            token_policies: ["eso-policy-west"],
            token_ttl: 1200,
        });
        assert.deepEqual(paths[entryPath], { password: "s3cr3t" });
        assert.deepEqual(only(registered, "vault").inputs.token, undefined, "no token in the state");
    });

    it("gets nothing at all, and no provider, where it is only read", async () => {
        const inVault = { owner: SecretOwner.Vault, remote, secrets: {} };
        for (const login of [userPass, kubernetes]) {
            const { registered } = await register({
                enterprise: { readOnly: true },
                login,
                credentials: [inVault],
            });
            assert.deepEqual(written(registered), {});
            assert.deepEqual(
                registered.filter(({ type }) => type === "vault"),
                [],
            );
            assert.ok(vaultOfStore(registered));
        }
    });

    it("is refused an entry of the stack's where it is only read", async () => {
        await assert.rejects(
            register({ enterprise: { readOnly: true } }),
            /prometheus remote "primary" cannot be written into a Vault that is only read; give them the owner "vault"/,
        );
    });

    it("is told of the cluster, whose service account gets a role and may have tokens reviewed", async () => {
        const { registered } = await register({ login: { ...kubernetes, mount: "kubernetes-west" } });
        const paths = written(registered);
        assert.equal(paths["sys/auth/kubernetes-west"], "kubernetes");
        assert.deepEqual(paths["auth/kubernetes-west/config"], {
            kubernetes_host: "https://api.west.example:6443",
            kubernetes_ca_cert: "CLUSTER PEM",
            disable_local_ca_jwt: true,
        });
        assert.deepEqual(paths["auth/kubernetes-west/role/external-secrets"], {
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

    it("keeps its owners' mount and what they told it", async () => {
        const { registered } = await register({ login: { ...kubernetes, mountExists: true } });
        assert.deepEqual(Object.keys(written(registered)).sort(), [
            "auth/kubernetes/role/external-secrets",
            entryPath,
            "sys/policies/acl/eso-policy-west",
        ]);
    });

    it("may have its store elsewhere, and of version 1", async () => {
        const kv = { path: "team/kv", version: KvVersion.V1 };
        const { registered } = await register({ enterprise: { kv } });
        const paths = written(registered);
        assert.deepEqual(paths["team/kv/grafana/alloy/west/prometheus/primary"], { password: "s3cr3t" });
        assert.match(
            String(paths["sys/policies/acl/eso-policy-west"]),
            /^path "team\/kv\/grafana\/alloy\/west\/\*"/,
        );
        const { path: at, version } = vaultOfStore(registered);
        assert.deepEqual({ at, version }, { at: "team/kv", version: "v1" });
    });
});

describe("the operator's store", () => {
    it("logs in with the Secret's password, or with the service account and no Secret", async () => {
        const password = await register({ enterprise: { addressForPods: "https://10.0.0.1:8200" } });
        const { server, auth } = vaultOfStore(password.registered);
        assert.equal(server, "https://10.0.0.1:8200");
        const secretRef = { name: "vault-credentials", namespace: "kube-system", key: "password" };
        assert.deepEqual(auth, { userPass: { path: "userpass", username: "eso-west", secretRef } });

        const { registered } = await register({ login: kubernetes });
        assert.deepEqual(vaultOfStore(registered).auth, {
            kubernetes: {
                mountPath: "kubernetes",
                role: "external-secrets",
                serviceAccountRef: serviceAccount,
            },
        });
        assert.deepEqual(
            registered.filter(({ type }) => type === "Secret"),
            [],
        );
    });
});

describe("the store's revision, after which all is read again,", () => {
    it("is another one after another address, password, and cluster that Vault asks", async () => {
        const revisionOf = async (given: Given) => (await register(given)).revision;
        const all = [
            await revisionOf({}),
            await revisionOf({ enterprise: { address: "https://other.example.com" } }),
            await revisionOf({ secretVersion: "2" }),
            await revisionOf({ login: kubernetes }),
            await revisionOf({ login: { ...kubernetes, clusterAddress: "https://10.0.0.1:6443" } }),
        ];
        assert.equal(new Set(all).size, all.length);
        assert.equal(await revisionOf({}), all[0]);
    });
});

describe("a certificate authority", () => {
    let home: string;
    let before: NodeJS.ProcessEnv;
    beforeEach(() => {
        before = { ...process.env };
        home = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-home-"));
        process.env.PULUMI_HOME = home;
        delete process.env.VAULT_CACERT;
    });
    afterEach(() => {
        process.env = before;
        fs.rmSync(home, { recursive: true });
    });

    it("is given to the store, and to the provider as a file among Pulumi's own", async () => {
        const { registered } = await register({ enterprise: { caCertificate: "PEM" } });
        assert.equal(vaultOfStore(registered).caBundle, Buffer.from("PEM").toString("base64"));
        const file = String(only(registered, "vault").inputs.caCertFile);
        assert.equal(path.dirname(file), path.join(home, "alloy-stack"));
        assert.equal(fs.readFileSync(file, "utf8"), "PEM");
    });

    it("is the environment's for the provider, if that names one", async () => {
        process.env.VAULT_CACERT = "/etc/vault.pem";
        const { registered } = await register({ enterprise: { caCertificate: "PEM" } });
        assert.equal(only(registered, "vault").inputs.caCertFile, undefined);
        assert.deepEqual(fs.readdirSync(home), []);
    });
});

describe("a remote's secrets", () => {
    it("are not written where they are Vault's", async () => {
        const { registered } = await register({
            credentials: [{ remote, owner: SecretOwner.Vault, secrets: {} }],
        });
        assert.equal(written(registered)[entryPath], undefined);
    });

    it("are made up once where they are nobody's, and handed out", async () => {
        const made = { remote, owner: SecretOwner.Generated, secrets: {} };
        const { registered, passwords } = await register({ credentials: [made] });
        const { password } = written(registered)[entryPath] as { password: string };
        assert.match(password, /^[\w-]{32}$/);
        assert.deepEqual(only(registered, "SecretV2").ignoreChanges, ["dataJson"]);
        const out = passwords.generated["prometheus/primary"]!;
        assert.equal(await valueOf(out), password);
        assert.equal(await pulumi.isSecret(out), true);
    });

    it("cannot be made up where one is a private key", async () => {
        const withKey = { ...remote, tls: { clientCertificate: "PEM" } };
        const made = { remote: withKey, owner: SecretOwner.Generated, secrets: {} };
        await assert.rejects(register({ credentials: [made] }), /cannot be made up, since a private key/);
    });
});

describe("the cluster's address for Vault", () => {
    it("is the kubeconfig's, with this machine's own address in place of its loopback", () => {
        assert.equal(fromElsewhere("https://10.0.0.1:6443", undefined), "https://10.0.0.1:6443");
        for (const loopback of ["127.0.0.1", "localhost", "[::1]"]) {
            assert.equal(fromElsewhere(`https://${loopback}:6443`, "192.0.2.10"), "https://192.0.2.10:6443");
        }
        assert.equal(
            fromElsewhere("https://127.0.0.1:6443/k8s/a", "192.0.2.10"),
            "https://192.0.2.10:6443/k8s/a",
        );
    });

    it("has to be given where the loopback is all that is known", () => {
        assert.throws(
            () => fromElsewhere("https://127.0.0.1:6443", undefined),
            /reaches the cluster at https:\/\/127\.0\.0\.1:6443, where Vault does not: give/,
        );
    });
});
