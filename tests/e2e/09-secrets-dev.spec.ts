// Takes 17 minutes.
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { state } from "../lab/paths";
import { alloyStack, run, succeed } from "./support/commands";
import { readPassword } from "./support/devVault";
import { assertGreen, assertRed, assertUnchanged, kubectl, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";
import { exists, forceSync, synced, writeOverrides } from "./support/vaultSecrets";

const folder = "grafana/alloy/vm-cluster";
const entry = `${folder}/prometheus/local`;
/** The kubelet takes a minute or two to hand over a Secret that comes late, or another one. */
const patient = ["--patience", "360"];

async function vault(at: string, token = "devtoken", body?: unknown) {
    const answer = await fetch(`http://127.0.0.1:8200/v1/${at}`, {
        method: body === undefined ? "GET" : "PUT",
        headers: { "X-Vault-Token": token },
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}

function password(): Promise<string | undefined> {
    return readPassword("prometheus/local");
}

async function version(): Promise<number> {
    const { body } = await vault(`secret/metadata/${entry}`);
    return (body.data as { current_version: number }).current_version;
}

/** The commands of the original instructions, which ask the dev Vault. */
function inContainer(...args: string[]): Promise<string> {
    const environment = ["-e", "VAULT_ADDR=http://localhost:8200", "-e", "VAULT_TOKEN=devtoken"];
    return succeed("docker", ["exec", ...environment, "solo-weaver-vault", "vault", ...args]);
}

/** When the agent took the samples of `up` that Prometheus has of the last minutes, in seconds since 1970. */
async function sampleTimes(): Promise<number[]> {
    const query = encodeURIComponent('up{job="alloy",cluster="vm-cluster"}[15m]');
    const authorization = `Basic ${Buffer.from("admin:local-dev").toString("base64")}`;
    const answer = await fetch(`http://127.0.0.1:9090/api/v1/query?query=${query}`, {
        headers: { authorization },
    });
    const body = (await answer.json()) as { data: { result: { values: [number, string][] }[] } };
    return body.data.result.flatMap(({ values }) => values.map(([time]) => time));
}

/** A stack file in which nobody says what the password is. */
function generated(): string {
    return writeOverrides("generated", { secretSources: { "prometheus/local": "generated" } });
}

describe("the dev Vault", () => {
    before(async () => {
        await useEmptyLab();
    });

    it("may get a password last: agents run, up says what is missing, and kept samples arrive", async () => {
        const owned = writeOverrides("owned-by-vault", {
            secretSources: { "prometheus/local": "vault" },
        });
        assertRed(
            await up("--config-file", owned),
            /ExternalSecret prometheus-local: .*key: grafana\/alloy\/vm-cluster\/prometheus\/local\).*Secret does not exist\s+likely: Vault has nothing at the path above.*, do: put the entry there/s,
        );
        await kubectl("-n", "grafana-alloy", "rollout", "status", "daemonset/grafana-alloy", "--timeout=10s");

        await sleep(30_000);
        const put = `printf local-dev | "$0" --import tsx tests/lab/cli.ts exec node_modules/.bin/alloy-stack vault put ${entry}`;
        const written = Date.now() / 1000;
        assert.match(
            await succeed("sh", ["-c", put, process.execPath]),
            /wrote password of secret\/grafana\/alloy/,
        );

        const green = await up("--config-file", owned, ...patient);
        assertGreen(green, "up with the password there");
        const earliest = Math.min(...(await sampleTimes()));
        assert.ok(earliest < written - 20, `the first sample is of ${earliest}, the password of ${written}`);
        console.log(
            `        the first sample that arrived is ${Math.round(written - earliest)} s older than the password`,
        );
    });

    it("gets it from the configuration, when that is its owner, as exactly one new version", async () => {
        assertGreen(await up(...patient), "up that owns it");
        const before = await version();
        const changed = writeOverrides("changed", {
            remotePasswords: { "prometheus/local": "another-one" },
        });
        assertGreen(await up("--config-file", changed, ...patient), "up with another password");
        assert.equal(await password(), "another-one");
        assert.equal(await version(), before + 1);
        await assertUnchanged("--config-file", changed);
        await assertUnchanged("--config-file", changed, "--refresh");
        assert.equal(await version(), before + 1);
    });

    it("gets one that is made up once, and another when it was lost", async () => {
        assertGreen(await up("--config-file", generated(), ...patient), "up that makes one up");
        const first = await password();
        assert.match(first ?? "", /^[\w-]{32}$/);
        await assertUnchanged("--config-file", generated());
        await succeed("docker", ["restart", "solo-weaver-vault"]);
        assertGreen(await up("--config-file", generated(), ...patient), "up after Vault's restart");
        assert.notEqual(await password(), first);
    });

    it("lets the operator read this cluster's folder, and nothing else", async () => {
        const login = await vault("auth/userpass/login/eso-user", "", { password: "eso-password" });
        const { client_token: token } = login.body.auth as { client_token: string };
        assert.equal((await vault(`secret/data/${entry}`, token)).status, 200);
        assert.equal((await vault(`secret/metadata/${entry}`, token)).status, 200);
        for (const at of [
            "secret/data/grafana/alloy/other/prometheus/local",
            "secret/data/grafana/alloy/vm-cluster",
            "secret/metadata/grafana/alloy?list=true",
            "secret/data/anything",
            "sys/policies/acl/eso-policy",
            "auth/userpass/users/eso-user",
        ])
            assert.equal((await vault(at, token)).status, 403, at);
        assert.equal((await vault(`secret/data/${entry}`, token, { data: {} })).status, 403, "it may write");
    });

    it("lets the agent's account do nothing but find and scrape", async () => {
        const may = async (...what: string[]) => {
            const account = "--as=system:serviceaccount:grafana-alloy:grafana-alloy";
            const { output } = await run("kubectl", [
                "--kubeconfig",
                path.join(state, "kubeconfig"),
                "auth",
                "can-i",
                ...what,
                account,
                "--namespace=grafana-alloy",
            ]);
            return output.trim().split("\n").at(-1);
        };
        // Else the answers below would mean nothing.
        for (const what of [
            ["list", "pods"],
            ["get", "nodes", "--subresource=metrics"],
        ])
            assert.equal(await may(...what), "yes", what.join(" "));
        for (const what of [
            ...["get", "list", "watch", "create", "update", "delete"].map((verb) => [verb, "secrets"]),
            ...["get", "list", "watch", "update"].map((verb) => [verb, "configmaps"]),
            ["get", "nodes", "--subresource=proxy"],
            ["create", "nodes", "--subresource=proxy"],
            ["get", "pods", "--subresource=log"],
            ["create", "pods", "--subresource=exec"],
            ["create", "pods"],
            ["delete", "pods"],
            ["create", "serviceaccounts", "--subresource=token"],
            ["create", "tokenreviews.authentication.k8s.io"],
            ["get", "externalsecrets.external-secrets.io"],
            ["get", "clustersecretstores.external-secrets.io"],
            ["impersonate", "users"],
            ["*", "*"],
        ])
            assert.equal(await may(...what), "no", what.join(" "));
    });

    it("is asked and written with docker exec, and with alloy-stack vault", async () => {
        assert.match(await inContainer("kv", "list", `secret/${folder}/prometheus`), /^local$/m);
        assert.match(await inContainer("kv", "get", `secret/${entry}`), /password +\S+/);
        await inContainer("kv", "put", `secret/${folder}/prometheus/myremote`, "password=my-password");
        const command = (...args: string[]) => alloyStack(["vault", ...args]);
        assert.match((await command("list", `${folder}/prometheus`)).output, /^myremote$/m);
        assert.match((await command("get", `${folder}/prometheus/myremote`)).output, /my-password/);
        assert.match((await command("status")).output, /Sealed +false/);
    });

    it("keeps what was written by hand when it is filled a second time", async () => {
        await inContainer("kv", "patch", `secret/${entry}`, "note=by-hand");
        const before = await version();
        await assertUnchanged("--config-file", generated());
        assert.match(await inContainer("kv", "get", "-field=note", `secret/${entry}`), /^by-hand$/m);
        assert.equal(await version(), before);
    });

    it("and the operator heal by themselves, or with one up that says what was wrong", async () => {
        await kubectl("-n", "external-secrets", "delete", "pods", "--all", "--wait=false");
        // Its webhook is away for a moment.
        await eventually(60, forceSync);
        console.log(
            `        synced ${await synced("prometheus-local")} s after the operator's pods were deleted`,
        );
        await assertUnchanged("--config-file", generated());

        await kubectl("-n", "kube-system", "delete", "secret", "vault-credentials");
        await forceSync();
        assertRed(
            await up(),
            /cannot get Kubernetes secret "vault-credentials".*\s+likely: .*, do: pulumi up --refresh/s,
        );
        assertGreen(await up("--refresh"), "up --refresh after the credentials were deleted");

        await inContainer("operator", "seal");
        const healed = await up(...patient);
        assertGreen(healed, "up after Vault was sealed");
        assert.match(healed.output, /No dev Vault was running: one is started and filled/);
        assert.equal(await password(), "local-dev");
    });

    it("stays, with the servers, when the agents go", async () => {
        const without = writeOverrides("without-agents", { agent: false });
        // Nothing arrives then, and nothing is waited for.
        const { output } = await up("--config-file", without, "--patience", "1");
        assert.match(output, /Resources:.*deleted/s);
        assert.equal(await exists("namespace", "grafana-alloy"), false);
        assert.equal(await exists("clustersecretstore", "vault-secret-store"), false);
        const running = await succeed("docker", ["ps", "--format", "{{.Names}}"]);
        for (const name of ["solo-weaver-vault", "alloy-stack-prometheus", "alloy-stack-loki"])
            assert.ok(running.split("\n").includes(name), running);
        assert.equal(await password(), "local-dev");
        assertGreen(await up(...patient), "up with them again");
    });
});
