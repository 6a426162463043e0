// Takes 8 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { state } from "../lab/paths";
import { alloyStack, run, succeed } from "./support/commands";
import { assertGreen, assertRed, kubectl } from "./support/engine";
import { useEmptyLab } from "./support/lab";
import { plantForeign, survived } from "./support/vaultForeign";
import { exists, forceSync, prod, synced, writeOverrides } from "./support/vaultSecrets";
import { VaultServer } from "./support/vaultServer";

const entry = "grafana/alloy/prod-cluster/prometheus/primary";
const secret = "their-passw0rd";

describe("somebody else's Vault, over TLS with a certificate authority of its own", () => {
    let vault: VaultServer;

    before(async () => {
        await useEmptyLab();
        vault = await VaultServer.create();
    });

    after(async () => {
        await vault.remove();
        // Where the program has put the certificate authority for the provider.
        const home = process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi");
        fs.rmSync(path.join(home, "alloy-stack"), { recursive: true, force: true });
    });

    /** A stack file for the lab with this Vault. */
    function overrides(name: string, values: Record<string, unknown>): string {
        return writeOverrides(
            name,
            {
                // They are for what runs in Docker.
                devServers: undefined,
                nodeIp: undefined,
                lokiRemotes: [],
                // Nobody has this address: what is sent is of no interest here.
                prometheusRemotes: ["primary:http://192.0.2.1:9090/api/v1/write:alloy"],
                monitoringCrds: "install",
                nodeExporter: "existing",
                vaultAddress: vault.address,
                vaultCaCertificate: vault.ca,
                esoUsername: "eso-prod",
                esoPassword: secret,
                ...values,
            },
            "prod",
        );
    }

    const readOnly = { vaultReadOnly: true, secretSources: { "prometheus/primary": "vault" } };
    const written = { remotePasswords: { "prometheus/primary": secret } };

    /** Have its owners run what the setup command prints. Returns the token that is printed, if one is. */
    async function setUp(file: string): Promise<string> {
        const { code, output } = await alloyStack([
            "vault",
            "setup",
            "--stack",
            "prod",
            "--config-file",
            file,
        ]);
        assert.equal(code, 0, output);
        const at = path.join(vault.folder, "setup.sh");
        // They would be asked for it.
        fs.writeFileSync(
            at,
            output.slice(output.indexOf("# What")).replaceAll("password=-", `password=${secret}`),
        );
        const env = { VAULT_TOKEN: vault.rootToken, VAULT_CACERT: path.join(vault.folder, "ca.crt") };
        return /^token +(\S+)$/m.exec(await succeed("sh", ["-e", at], { env }))?.[1] ?? "";
    }

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
            assertRed(
                await prod("up", file),
                /invalid username or password\s+likely: .*, do: set both as they are in Vault/s,
            );
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
            token = await setUp(file);
            assertGreen(await prod("up", file, token), "up");
            assert.ok(await exists("-n", "grafana-alloy", "secret", "prometheus-primary"));
            assertGreen(await prod("up", file, token, "--refresh", "--expect-no-changes"), "up --refresh");
        });

        it("lets the operator read this cluster's folder, and nothing else", async () => {
            await vault.set("secret/data/grafana/alloy/other/prometheus/primary", {
                data: { password: "x" },
            });
            const operator = await vault.logIn("eso-prod", secret);
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

        it("holds secrets up while it is sealed, and needs nothing but to be unsealed", async () => {
            await vault.seal();
            await forceSync();
            assertRed(
                await prod(
                    "up",
                    overrides("changed", { remotePasswords: { "prometheus/primary": "another-one" } }),
                    token,
                ),
                /Vault is sealed\s+likely: .*, do: unseal it/s,
            );
            await vault.unseal();
            console.log(`        synced ${await synced("prometheus-primary")} s after it was unsealed`);
            await vault.stop();
            await vault.start();
            await vault.unseal();
            await forceSync();
            console.log(`        synced ${await synced("prometheus-primary")} s after it was restarted`);
        });

        it("lets the operator's service account log in, and the cluster holds no password of it", async () => {
            const { server } = JSON.parse(
                await kubectl("config", "view", "--minify", "--output=jsonpath={.clusters[0].cluster}"),
            ) as { server: string };
            const file = overrides("kubernetes", {
                ...written,
                esoPassword: undefined,
                // Its default, which is none: the stack's own would be refused beside this login.
                esoUsername: "eso-user",
                esoLogin: "kubernetes",
                // Vault runs on this machine: the kubeconfig's loopback is right for it.
                clusterAddressForVault: server,
            });
            token = await setUp(file);
            // The user of before is not among what that token may remove.
            assertGreen(await prod("up", file, vault.rootToken), "up");
            await forceSync();
            await synced("prometheus-primary");
            assert.equal(await exists("-n", "kube-system", "secret", "vault-credentials"), false);
            assert.equal((await vault.request("GET", "auth/userpass/users/eso-prod")).status, 404);
            assertGreen(await prod("up", file, token, "--refresh", "--expect-no-changes"), "up --refresh");
        });

        it("is left with nothing of the stack's, and the cluster with everything of others", async () => {
            const planted = await plantForeign();
            const file = path.join(state, "kubernetes.yaml");
            assertGreen(await prod("destroy", file, token), "destroy");
            assert.deepEqual(await planted.end(), []);
            assert.deepEqual(await survived(), ["clustersecretstore", "externalsecret", "servicemonitor"]);
            assert.equal((await vault.request("GET", `secret/data/${entry}`)).status, 404);
            assert.equal(
                (await vault.request("GET", "sys/policies/acl/eso-policy-prod-cluster")).status,
                404,
            );
            assert.ok(!Object.keys(await vault.get("sys/auth")).includes("kubernetes/"));
            const left = await run("kubectl", [
                "--kubeconfig",
                path.join(state, "kubeconfig"),
                "get",
                "namespaces",
            ]);
            assert.doesNotMatch(left.output, /grafana-alloy|external-secrets/);
        });
    });
});
