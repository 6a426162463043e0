// Takes 8 minutes.
import * as assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { serviceAccountKey } from "../lab/node/certificates";
import { alloyStack, Ended } from "./support/commands";
import { Elsewhere, resourceCount } from "./support/elsewhere";
import { assertGreen, assertRed, kubectl } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";
import { othersPrometheus, passwords, remoteAndQueries } from "./support/production";
import { VaultRecorder } from "./support/vaultRecorder";
import { exists, forceSync, prod, synced } from "./support/vaultSecrets";
import { VaultServer } from "./support/vaultServer";
import { appRoleIn, setUpVault, tokenIn } from "./support/vaultSetup";
import { entry, vaultFile } from "./support/vaultStack";

describe("a production stack, whose Vault and Prometheus others run", () => {
    const prometheus = othersPrometheus();
    let vault: VaultServer;
    /** In front of the Vault, where the stack has a namespace. */
    let recorder: VaultRecorder;
    /** The stack's file as it is now, and the program's token for it. */
    let file: string;
    let token: string;

    before(async () => {
        await useEmptyLab();
        [vault] = await Promise.all([VaultServer.create(), prometheus.start()]);
        recorder = await VaultRecorder.start(vault);
    });

    after(async () => {
        recorder.close();
        await Promise.all([vault.remove(), prometheus.remove()]);
    });

    const stackFile = (name: string, values: Record<string, unknown>) =>
        vaultFile(name, vault, { ...remoteAndQueries(prometheus), ...values });

    function verify(patience: number): Promise<Ended> {
        const at = ["--stack", "prod", "--config-file", file, "--patience", String(patience)];
        return alloyStack(["verify", ...at]);
    }

    describe("is verified by what its agents count, and by what its Prometheus answers:", () => {
        /** What was sent before the fault may be new for a moment. */
        const turnsRed = (cause: RegExp) =>
            eventually(120, async () => {
                assertRed(await verify(20), cause);
            });

        async function greenAgain(): Promise<void> {
            assertGreen(await verify(180), "green again");
        }

        it("green once it is deployed", async () => {
            file = stackFile("production", { esoPassword: passwords.operator });
            token = tokenIn(await setUpVault(vault, file));
            assertGreen(await prod("up", file, token), "up");
            const ended = await verify(180);
            assertGreen(ended, "verify");
            assert.match(ended.output, /Green: every remote takes data now/);
        });

        it("red while a secret is not synced, in the operator's words", async () => {
            await vault.request("DELETE", `secret/metadata/${entry}`);
            await forceSync();
            await turnsRed(
                /ExternalSecret prometheus-primary: SecretSyncedError: .*Secret does not exist.*; likely: Vault has nothing at the path above/,
            );
            await vault.set(`secret/data/${entry}`, { data: { password: passwords.agents } });
            await forceSync();
            await synced("prometheus-primary");
            await greenAgain();
        });

        it("red while the remote is dead", async () => {
            await prometheus.stop();
            await turnsRed(
                /remote "primary" \(.*\): .*connection refused; is it running, and do pods reach that address\?/,
            );
            await prometheus.start();
            await greenAgain();
        });

        it("red while the remote takes another password", async () => {
            prometheus.setPassword("alloy", "another-one");
            await turnsRed(
                /remote "primary" \(.*\): .*401.*; wrong password: put the right one into Vault at grafana\/alloy\/prod-cluster\/prometheus\/primary, property "password"/,
            );
            prometheus.setPassword("alloy", passwords.agents);
            await greenAgain();
        });

        it("red while an agent refuses its configuration", async () => {
            const patch = JSON.stringify({ data: { "config.alloy": 'nonsense "x" { }' } });
            const configMap = ["configmap", "grafana-alloy-cm", `--patch=${patch}`];
            await kubectl("-n", "grafana-alloy", "patch", ...configMap);
            await turnsRed(/agent \S+ refuses its configuration and runs the one before: .*nonsense/);
            assertGreen(await prod("up", file, token, "--refresh"), "up --refresh");
            await eventually(60, greenAgain);
        });
    });

    describe("logs the operator in as Vault's owners have set it up, and secrets are synced:", () => {
        async function changeLogin(): Promise<void> {
            // The former login is not among what the new token may remove.
            assertGreen(await prod("up", file, vault.rootToken), "up");
            await forceSync();
            await synced("prometheus-primary");
            const unchanged = ["--refresh", "--expect-no-changes"];
            assertGreen(await prod("up", file, token, ...unchanged), "up --refresh");
            // What the operator notes on its objects meanwhile is no drift.
            await forceSync();
            await synced("prometheus-primary");
            const drift = ["refresh", "--preview-only", "--expect-no-changes"];
            const at = ["--stack", "prod", "--config-file", file];
            assertGreen(await alloyStack([...drift, ...at], { env: { VAULT_TOKEN: token } }), "drift");
        }

        it("with a token of its service account, which Vault checks with the cluster's key", async () => {
            file = stackFile("jwt", { esoLogin: "jwt" });
            const keys = path.join(vault.folder, "keys.pem");
            const key = createPublicKey(fs.readFileSync(serviceAccountKey));
            fs.writeFileSync(keys, key.export({ type: "spki", format: "pem" }));
            // Only pods reach the address that the cluster's tokens name: Vault is given the keys instead, as the script says.
            const edit = (script: string) =>
                script
                    .replace(/^vault write .* oidc_discovery_url=.*$/m, "")
                    .replace(/^# (vault write .* jwt_validation_pubkeys=@)keys\.pem$/m, `$1${keys}`);
            token = tokenIn(await setUpVault(vault, file, { edit }));
            await changeLogin();
            assert.equal(await exists("-n", "kube-system", "secret", "vault-credentials"), false);
            assert.equal((await vault.request("GET", "auth/userpass/users/eso-prod-cluster")).status, 404);
        });

        it("as an AppRole, whose two ids its owners hand over", async () => {
            const printed = await setUpVault(vault, stackFile("app-role-to-be", { esoLogin: "appRole" }));
            token = tokenIn(printed);
            file = stackFile("app-role", { esoLogin: "appRole", ...appRoleIn(printed) });
            await changeLogin();
            assert.equal((await vault.request("GET", "auth/jwt/role/eso-prod-cluster")).status, 404);
        });
    });

    describe("has a namespace of that Vault", () => {
        it("in which setup, program, plugin and operator ask", async () => {
            const namespace = "admin/team-a";
            const asked = () => recorder.takeIn(namespace);
            const there = { esoLogin: "appRole", vaultNamespace: namespace, vaultAddress: recorder.address };
            const printed = await setUpVault(vault, stackFile("namespace-to-be", there));
            const setup = asked().map(({ request }) => request);
            assert.ok(setup.includes("PUT sys/policies/acl/alloy-stack-prod-cluster"), setup.join("\n"));

            token = tokenIn(printed);
            file = stackFile("namespace", { ...there, ...appRoleIn(printed) });
            const refused = await prod("up", file, token);
            assertRed(
                refused,
                /vaultAddress: leads to .*, namespace admin\/team-a, and this stack's entries/,
            );
            const [, stash = ""] = /--replace '(urn:\S+)'/.exec(refused.output) ?? [];
            const move = ["--refresh", "--run-program", "--replace", stash];
            assertGreen(await prod("up", file, token, ...move), "up in the namespace");
            const update = asked();
            const login = "PUT auth/approle/login";
            const program = update.filter(({ byClient }) => !byClient).map(({ request }) => request);
            assert.ok(program.includes(login), program.join("\n"));
            const clients = update.filter(({ byClient }) => byClient).map(({ request }) => request);
            assert.ok(clients.includes("GET sys/policies/acl/eso-policy-prod-cluster"), clients.join("\n"));

            await forceSync();
            await synced("prometheus-primary");
            const operator = asked().map(({ request }) => request);
            assert.ok(operator.includes(login), operator.join("\n"));
            assert.ok(operator.includes(`GET secret/data/${entry}`), operator.join("\n"));
        });
    });

    describe("is looked after by somebody else, from an empty home and a fresh checkout:", () => {
        let elsewhere: Elsewhere;

        before(() => {
            elsewhere = new Elsewhere("prod", file);
        });

        after(() => {
            elsewhere.remove();
        });

        it("refreshed, by alloy-stack and by Pulumi alone", async () => {
            const variables = { VAULT_TOKEN: token };
            const unchanged = ["--expect-no-changes"];
            assertGreen(await elsewhere.alloyStack("refresh", unchanged, variables), "alloy-stack refresh");
            // The authority's file is there now, as in a checkout into which it was committed.
            const yes = ["--yes", "--skip-preview"];
            assertGreen(await elsewhere.pulumi("refresh", yes, variables), "pulumi refresh");
        });

        it("destroyed by Pulumi alone, and nothing is left", async () => {
            assert.ok((await resourceCount("prod")) > 20, "its state is seen");
            const yes = ["--yes", "--skip-preview"];
            assertGreen(await elsewhere.pulumi("destroy", yes, { VAULT_TOKEN: token }), "pulumi destroy");
            assert.equal(await resourceCount("prod"), 0);
            assert.doesNotMatch(await kubectl("get", "namespaces"), /grafana-alloy|external-secrets/);
            const kinds = "clusterroles,clusterrolebindings,clustersecretstores";
            const ours = ["--selector=app.kubernetes.io/part-of=alloy-stack", "--output=name"];
            assert.equal(await kubectl("get", kinds, ...ours), "");
            assert.equal(await exists("-n", "kube-system", "secret", "vault-credentials"), false);
            for (const at of [`secret/data/${entry}`, "sys/policies/acl/eso-policy-prod-cluster"])
                assert.equal((await vault.request("GET", at)).status, 404, at);
        });
    });
});
