import * as assert from "node:assert/strict";

import { KvVersion } from "../../../../components/vault/connection";
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
