// Takes 8 minutes.
import * as assert from "node:assert/strict";

import { assertGreen, assertRed } from "./support/engine";
import { useEmptyLab } from "./support/lab";
import { exists, forceSync, prod, synced } from "./support/vaultSecrets";
import { VaultServer } from "./support/vaultServer";
import { setUpVault, tokenIn } from "./support/vaultSetup";
import { entry, vaultFile } from "./support/vaultStack";

const secret = "their-passw0rd";
const written = { remotePasswords: { "prometheus/primary": secret } };

describe("somebody else's Vault, while a stack is deployed that writes it", () => {
    let vault: VaultServer;
    let token: string;
    /** The stack's file as it was last. */
    let deployed: string;

    const overrides = (name: string, values: Record<string, unknown>) =>
        vaultFile(name, vault, { esoPassword: secret, ...values });
    const setUp = async (file: string) => tokenIn(await setUpVault(vault, file, { password: secret }));

    before(async () => {
        await useEmptyLab();
        vault = await VaultServer.create();
        deployed = overrides("written", written);
        token = await setUp(deployed);
        assertGreen(await prod("up", deployed, token), "up");
    });

    after(async () => {
        assertGreen(await prod("destroy", deployed, vault.rootToken), "destroy");
        await vault.remove();
    });

    it("is not simply taken for another one: what is in the state would not be there", async () => {
        const other = await VaultServer.create(8310);
        try {
            const elsewhere = (name: string) =>
                overrides(name, {
                    ...written,
                    vaultAddress: other.address,
                    vaultCaCertificate: other.ca,
                });
            const refused = await prod("up", elsewhere("elsewhere"), token);
            assertRed(
                refused,
                /alloy-stack:vaultAddress: leads to .*:8310, and this stack's entries are in/s,
            );
            const [, stash = ""] = /--replace '(urn:\S+)'/.exec(refused.output) ?? [];
            const move = ["--refresh", "--run-program", "--replace", stash];
            await other.set("sys/auth/userpass", { type: "userpass" });
            assertGreen(
                await prod("up", elsewhere("elsewhere"), other.rootToken, ...move),
                "up with the other Vault",
            );
            assert.equal((await other.request("GET", `secret/data/${entry}`)).status, 200);
            await other.logIn("eso-prod-cluster", secret);
            await forceSync();
            await synced("prometheus-primary");
            assert.equal((await vault.request("GET", `secret/data/${entry}`)).status, 200);
            // And back, where all is there still.
            const back = overrides("back", written);
            assertRed(await prod("up", back, token), /vaultAddress: leads to/);
            assertGreen(await prod("up", back, token, ...move), "up with the first one");
            assertGreen(await prod("up", back, token, "--expect-no-changes"), "up after that");
            await forceSync();
            await synced("prometheus-primary");
        } finally {
            await other.remove();
        }
    });

    it("is refused while it is sealed, and the cluster's part can go without it", async () => {
        await vault.seal();
        await forceSync();
        assertRed(await prod("up", deployed, token), /is sealed: have its owners unseal it/);
        const gone = await prod("destroy", deployed, token, "--without-vault");
        assertGreen(gone, "destroy without Vault");
        assert.equal(await exists("namespace", "grafana-alloy"), false);
        for (const left of ["sys/policies/acl/eso-policy-prod-cluster", `secret/data/${entry}`])
            assert.ok(gone.output.includes(left), gone.output);
        await vault.unseal();
        assert.equal((await vault.request("GET", `secret/data/${entry}`)).status, 200);
        assertGreen(await prod("up", deployed, token), "up once it is unsealed");
    });

    it("holds secrets up while it is sealed, and needs nothing but to be unsealed", async () => {
        await vault.seal();
        await forceSync();
        await vault.unseal();
        console.log(`        synced ${await synced("prometheus-primary")} s after it was unsealed`);
        await vault.stop();
        await vault.start();
        await vault.unseal();
        await forceSync();
        console.log(`        synced ${await synced("prometheus-primary")} s after it was restarted`);
    });

    it("lets the operator's service account log in, and the cluster holds no password of it", async () => {
        deployed = overrides("kubernetes", {
            ...written,
            esoPassword: undefined,
            // Vault runs on this machine: the kubeconfig's loopback is right for it.
            esoLogin: "kubernetes",
        });
        token = await setUp(deployed);
        // The user of before is not among what that token may remove.
        assertGreen(await prod("up", deployed, vault.rootToken), "up");
        await forceSync();
        await synced("prometheus-primary");
        assert.equal(await exists("-n", "kube-system", "secret", "vault-credentials"), false);
        assert.equal((await vault.request("GET", "auth/userpass/users/eso-prod-cluster")).status, 404);
        assertGreen(await prod("up", deployed, token, "--refresh", "--expect-no-changes"), "up --refresh");
    });
});
