import * as assert from "node:assert/strict";

import { parseSettings } from "../../../settings/settings";

describe("the operator's login that is tried before the operator does", () => {
    const address = "https://vault.example.com";
    const prod = {
        clusterName: "west-1",
        vaultAddress: address,
        vaultAddressForPods: "https://vault.internal",
        prometheusRemotes: JSON.stringify(["a:https://a.example.com/w:alloy"]),
    };
    const readOnly = { ...prod, vaultReadOnly: "true" };
    const written = { ...prod, remotePasswords: JSON.stringify({ "prometheus/a": "p" }) };
    const appRole = { esoLogin: "appRole", esoRoleId: "r", esoSecretId: "s" };
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
        for (const stack of [readOnly, written])
            assert.deepEqual(tried({ ...stack, ...appRole })?.credentials, { role_id: "r", secret_id: "s" });
    });

    it("is not one that the stack writes, nor a service account's, nor another store's, nor a dev stack's", () => {
        for (const given of [
            { ...written, esoPassword: "e" },
            { ...readOnly, esoLogin: "kubernetes" },
            { ...readOnly, esoLogin: "jwt" },
            { ...prod, externalSecretStore: "theirs", vaultReadOnly: "true" },
            { dev: "true", clusterName: "dev", nodeIp: "127.0.0.1" },
        ])
            assert.equal(tried(given), undefined, JSON.stringify(given));
    });
});
