import * as assert from "node:assert/strict";

import { KvVersion } from "../../../../components/vault/connection";
import { LoginMethod } from "../../../../components/vault/login";
import { certificate } from "../../../support/certificate";
import {
    Given,
    kubernetes,
    register,
    serviceAccount,
    userPass,
    vaultOfStore,
} from "../../../support/vaultResources";

describe("the operator's store", () => {
    it("logs in with the Secret's password, or with the service account and no Secret", async () => {
        const { auth } = vaultOfStore((await register({})).registered);
        const secretRef = { name: "vault-credentials", namespace: "kube-system", key: "password" };
        assert.deepEqual(auth, { userPass: { path: "userpass", username: "eso-west", secretRef } });

        const { registered } = await register({ login: kubernetes });
        assert.deepEqual(vaultOfStore(registered).auth, {
            kubernetes: {
                mountPath: "kubernetes",
                role: "eso-west",
                serviceAccountRef: serviceAccount,
            },
        });
        assert.deepEqual(
            registered.filter(({ type }) => type === "Secret"),
            [],
        );
    });

    it("keeps the password in the namespace that is given", async () => {
        const login = { ...userPass, credentialsNamespace: "vault-logins" };
        const { auth } = vaultOfStore((await register({ login })).registered) as {
            auth: { userPass: { secretRef: { namespace: string } } };
        };
        assert.equal(auth.userPass.secretRef.namespace, "vault-logins");
    });

    it("logs in as an AppRole with the Secret's id, or with a token of the service account for Vault", async () => {
        const appRole = { method: LoginMethod.AppRole, roleId: "an-id", secretId: "another" };
        const { auth } = vaultOfStore((await register({ login: appRole })).registered);
        const secretRef = { name: "vault-credentials", namespace: "kube-system", key: "secret-id" };
        assert.deepEqual(auth, { appRole: { path: "approle", roleId: "an-id", secretRef } });

        const jwt = { method: LoginMethod.Jwt, mount: "jwt-west" };
        const { registered } = await register({ login: jwt });
        const kubernetesServiceAccountToken = { serviceAccountRef: serviceAccount };
        const path = "jwt-west";
        const expected = { jwt: { path, role: "eso-west", kubernetesServiceAccountToken } };
        assert.deepEqual(vaultOfStore(registered).auth, expected);
    });

    it("is in Vault's namespace, where it has such", async () => {
        const vault = { namespace: "admin/team-a" };
        const { namespace } = vaultOfStore((await register({ vault })).registered);
        assert.equal(namespace, "admin/team-a");
    });

    it("leads to the key-value store, and trusts the authority that is given", async () => {
        const vault = { kvMount: "team/kv", kvVersion: KvVersion.V1, caCertificate: certificate };
        const { path, version, server, caBundle } = vaultOfStore((await register({ vault })).registered);
        assert.deepEqual([path, version, server], ["team/kv", "v1", "https://vault.example.com"]);
        assert.equal(caBundle, Buffer.from(certificate).toString("base64"));
    });
});

describe("the store's revision, after which all is read again,", () => {
    it("is another one after another address, password, and cluster that Vault asks", async () => {
        const revisionOf = async (given: Given) => (await register(given)).revision;
        const all = [
            await revisionOf({}),
            await revisionOf({ vault: { address: "https://other.example.com" } }),
            await revisionOf({ vault: { caCertificate: certificate } }),
            await revisionOf({ secretVersion: "2" }),
            await revisionOf({ login: kubernetes }),
            await revisionOf({ login: { ...kubernetes, kubernetesHost: "https://10.0.0.1:6443" } }),
        ];
        assert.equal(new Set(all).size, all.length);
        assert.equal(await revisionOf({}), all[0]);
    });
});
