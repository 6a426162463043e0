import * as assert from "node:assert/strict";

import { parseSettings } from "../../../settings/settings";

const address = "https://vault.example.com";
const prod = {
    clusterName: "west-1",
    vaultAddress: address,
    vaultAddressForPods: "https://vault.internal",
    prometheusRemotes: JSON.stringify(["a:https://a.example.com/w:alloy"]),
};
const readOnly = { ...prod, vaultReadOnly: "true" };
const written = { ...prod, remotePasswords: JSON.stringify({ "prometheus/a": "p" }), esoPassword: "e" };
const appRole = { esoLogin: "appRole", esoRoleId: "r", esoSecretId: "s" };

describe("the login method's mount that Vault's owners are expected to have made", () => {
    const expected = (given: Record<string, string>) =>
        parseSettings("alloy-stack", given).settings.vaultLoginMount;

    it("is where the stack writes a login", () => {
        assert.equal(expected(written), "userpass");
        assert.equal(expected({ ...written, esoLoginMount: "people" }), "people");
    });

    it("is none where the stack mounts it itself, or writes no login", () => {
        for (const given of [
            { ...written, esoLoginCreateMount: "true" },
            { ...prod, ...appRole, remotePasswords: written.remotePasswords },
            { ...readOnly, esoPassword: "e" },
            { dev: "true", clusterName: "dev", nodeIp: "127.0.0.1" },
        ])
            assert.equal(expected(given), undefined, JSON.stringify(given));
    });
});

describe("the operator's login that is tried before the operator does", () => {
    const tried = (given: Record<string, string>) => parseSettings("alloy-stack", given).settings.givenLogin;

    it("is a user's in a Vault that is only read, at the address that this machine uses", () => {
        const login = tried({
            ...readOnly,
            esoPassword: "e",
            esoLoginMount: "people",
            vaultNamespace: "admin",
        });
        assert.deepEqual(login?.access, { address, namespace: "admin" });
        assert.deepEqual([login.names.mount, login.credentials], ["people", { password: "e" }]);
        assert.match(login.names.username, /^eso-/);
    });

    it("is an AppRole's in every Vault of others", () => {
        const { esoPassword: _, ...others } = written;
        for (const stack of [readOnly, others])
            assert.deepEqual(tried({ ...stack, ...appRole })?.credentials, { role_id: "r", secret_id: "s" });
    });

    it("is not one that the stack writes, nor a service account's, nor another store's, nor a dev stack's", () => {
        for (const given of [
            written,
            { ...readOnly, esoLogin: "kubernetes" },
            { ...readOnly, esoLogin: "jwt" },
            { ...prod, externalSecretStore: "theirs", vaultReadOnly: "true" },
            { dev: "true", clusterName: "dev", nodeIp: "127.0.0.1" },
        ])
            assert.equal(tried(given), undefined, JSON.stringify(given));
    });
});
