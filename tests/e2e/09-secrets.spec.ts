// Takes 6 minutes.
import * as assert from "node:assert/strict";

import { project } from "../lab/paths";
import { lab } from "./support/commands";
import { assertGreen, assertRed, kubectl } from "./support/engine";
import { useEmptyLab } from "./support/lab";
import { plantForeign, survived } from "./support/vaultForeign";
import { exists, forceSync, prod, prodNamed, synced } from "./support/vaultSecrets";
import { VaultServer } from "./support/vaultServer";
import { setUpVault, tokenIn } from "./support/vaultSetup";
import { entry, vaultFile } from "./support/vaultStack";

const secret = "their-passw0rd";

describe("somebody else's Vault, over TLS with a certificate authority of its own", () => {
    let vault: VaultServer;

    before(async () => {
        await useEmptyLab();
        vault = await VaultServer.create();
    });

    after(async () => {
        await vault.remove();
    });

    const overrides = (name: string, values: Record<string, unknown>) =>
        vaultFile(name, vault, { esoPassword: secret, ...values });

    const readOnly = { vaultReadOnly: true, secretSources: { "prometheus/primary": "vault" } };
    const written = { remotePasswords: { "prometheus/primary": secret } };

    const setUp = async (file: string, stack = "prod") =>
        tokenIn(await setUpVault(vault, file, { stack, password: secret }));

    async function version(): Promise<number> {
        return (await vault.get(`secret/metadata/${entry}`)).current_version as number;
    }

    describe("that is only read", () => {
        it("is set up by its owners with what the command prints", async () => {
            await setUp(overrides("read-only", readOnly));
            assert.ok(await vault.get("sys/policies/acl/eso-policy-prod-cluster"));
            assert.ok(await vault.get(`secret/data/${entry}`));
        });

        it("is refused without its certificate authority, and says so", async () => {
            const file = overrides("without-ca", { ...readOnly, vaultCaCertificate: "" });
            assertRed(
                await prod("up", file),
                /vault-secret-store: .*x509: certificate signed by unknown authority\s+likely: .*, do: give Vault's CA certificate/s,
            );
        });

        it("is refused with a wrong password, and says so", async () => {
            const file = overrides("wrong-password", { ...readOnly, esoPassword: "not-that-one" });
            const before = vault.auditLength();
            // Five refused logins lock a user out: an update makes one.
            for (let attempt = 0; attempt < 3; attempt++)
                assertRed(
                    await prod("up", file),
                    /alloy-stack:esoPassword: is not the one of the user "eso-prod-cluster".*Vault refuses the login/s,
                );
            assert.deepEqual(vault.loginsSince(before), [400, 400, 400]);
            await vault.logIn("eso-prod-cluster", secret);
        });

        it("is enough for the operator, and nothing is written, with no token", async () => {
            const before = vault.auditLength();
            const file = overrides("read-only", readOnly);
            assertGreen(await prod("up", file), "up");
            await forceSync();
            await synced("prometheus-primary");
            assertGreen(await prod("up", file, "", "--expect-no-changes"), "second up");
            assert.ok(vault.auditLength() > before, "nothing is written down");
            assert.deepEqual(vault.changesSince(before), []);
        });
    });

    describe("that is written", () => {
        let token: string;

        it("takes the stack's entries and login, with a token that may do no more", async () => {
            await vault.request("DELETE", "sys/auth/userpass");
            const file = overrides("written", written);
            assertRed(
                await prod("up", file, vault.rootToken),
                /has no login method mounted at "userpass": have its owners run what `alloy-stack vault setup` prints/,
            );
            token = await setUp(file);
            assertGreen(await prod("up", file, token), "up");
            assert.ok(await exists("-n", "grafana-alloy", "secret", "prometheus-primary"));
            assertGreen(await prod("up", file, token, "--refresh", "--expect-no-changes"), "up --refresh");
        });

        it("lets the operator read this cluster's folder, and nothing else", async () => {
            await vault.set("secret/data/grafana/alloy/other/prometheus/primary", {
                data: { password: "x" },
            });
            const operator = await vault.logIn("eso-prod-cluster", secret);
            const status = async (at: string) => (await vault.request("GET", at, undefined, operator)).status;
            assert.equal(await status(`secret/data/${entry}`), 200);
            for (const at of [
                "secret/data/grafana/alloy/other/prometheus/primary",
                "secret/metadata/grafana/alloy/other/prometheus/primary",
                "sys/policies/acl/eso-policy-prod-cluster",
            ])
                assert.equal(await status(at), 403, at);
        });

        it("gets exactly one new version for a changed password", async () => {
            const before = await version();
            const file = overrides("changed", { remotePasswords: { "prometheus/primary": "another-one" } });
            assertGreen(await prod("up", file, token), "up with another password");
            assertGreen(await prod("up", file, token, "--expect-no-changes"), "up after that");
            assert.equal(await version(), before + 1);
        });

        it("gives a token that can take no more than was meant, whoever holds it", async () => {
            await vault.set("secret/data/another/team", { data: { password: "x" } });
            const asProgram = async (method: string, at: string, body?: unknown) =>
                (await vault.request(method, at, body, token)).status;
            const readAll = { policy: 'path "secret/*" { capabilities = ["read"] }' };
            const attacks: [method: string, at: string, body?: unknown][] = [
                ["GET", "secret/data/another/team"],
                ["PUT", "sys/policies/acl/eso-policy-prod-cluster", readAll],
                ["PUT", "sys/policies/acl/alloy-stack-prod-cluster", readAll],
                ["PUT", "sys/policies/acl/mine", readAll],
                ["PUT", "auth/userpass/users/eso-prod-cluster", { password: "x", token_policies: ["root"] }],
                ["PUT", "auth/userpass/users/eso-prod-cluster", { password: "x", policies: ["root"] }],
                ["PUT", "auth/userpass/users/mine", { password: "x" }],
                ["PUT", "auth/token/create", { policies: ["root"] }],
                ["PUT", "sys/auth/mine", { type: "userpass" }],
                ["DELETE", "sys/auth/userpass"],
            ];
            for (const attack of attacks)
                assert.ok((await asProgram(...attack)) >= 400, `it may ${attack.join(" ").slice(0, 80)}`);
            assert.equal(
                await asProgram("GET", `secret/data/${entry}`),
                200,
                "the attacks are made with no token",
            );
        });

        it("is asked once for five remotes while the password is wrong: the user is not locked out", async () => {
            const names = ["primary", "b", "c", "d", "e"];
            const five = {
                prometheusRemotes: names.map((name) => `${name}:http://192.0.2.1:9090/api/v1/write:alloy`),
            };
            // Vault keeps the right one.
            const wrong = overrides("wrong-five", {
                ...five,
                vaultReadOnly: true,
                secretSources: Object.fromEntries(names.map((name) => [`prometheus/${name}`, "vault"])),
                esoPassword: "not-that-one",
            });
            const before = vault.auditLength();
            assertRed(await prod("up", wrong, token), /esoPassword: is not the one of the user/);
            assert.deepEqual(
                vault.loginsSince(before).filter((status) => status !== 200),
                [400],
            );
            await vault.logIn("eso-prod-cluster", secret);
        });

        it("keeps two clusters apart, and what somebody else has made", async () => {
            const named = ["--no-select", "prod-second", "--cwd", project];
            await lab(["exec", "pulumi", "stack", "init", ...named]);
            const second = (values: object = {}) =>
                overrides("second", { ...written, clusterName: "second-cluster", agent: false, ...values });
            const other = (command: "up" | "destroy", file: string, as: string) =>
                prodNamed("prod-second", command, file, as);
            const secondToken = await setUp(second(), "prod-second");
            assertGreen(await other("up", second(), secondToken), "up of a second cluster");
            await vault.logIn("eso-prod-cluster", secret);
            await vault.logIn("eso-second-cluster", secret);
            assertGreen(await other("destroy", second(), secondToken), "destroy of the second");
            await vault.logIn("eso-prod-cluster", secret);
            assert.equal((await vault.request("GET", `secret/data/${entry}`)).status, 200);
            assert.ok(Object.keys(await vault.get("sys/auth")).includes("userpass/"));

            await vault.set("sys/policies/acl/eso-policy-second-cluster", { policy: "# of another team" });
            const before = vault.auditLength();
            assertRed(
                await other("up", second(), vault.rootToken),
                /esoLogin\.policyName|Vault has the policy "eso-policy-second-cluster" already/,
            );
            assert.deepEqual(
                vault.changesSince(before).filter(({ path: at }) => at.startsWith("sys/policies")),
                [],
            );
            assertGreen(await other("destroy", second(), vault.rootToken), "destroy of what there was");
            assert.match(
                String((await vault.get("sys/policies/acl/eso-policy-second-cluster")).policy),
                /another team/,
            );
        });

        it("is left with nothing of the stack's, and the cluster with everything of others", async () => {
            const planted = await plantForeign();
            assertGreen(await prod("destroy", overrides("written", written), token), "destroy");
            assert.deepEqual(await planted.end(), []);
            assert.deepEqual(await survived(), ["clustersecretstore", "externalsecret", "servicemonitor"]);
            assert.equal((await vault.request("GET", `secret/data/${entry}`)).status, 404);
            assert.equal(
                (await vault.request("GET", "sys/policies/acl/eso-policy-prod-cluster")).status,
                404,
            );
            const mounts = Object.keys(await vault.get("sys/auth"));
            assert.deepEqual(mounts.sort(), ["token/", "userpass/"], "its owners have mounted it");
            assert.doesNotMatch(await kubectl("get", "namespaces"), /grafana-alloy|external-secrets/);
        });
    });
});
