// Takes 8 minutes.
import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { kubeconfig, state } from "../lab/paths";
import { lab, succeed } from "./support/commands";
import { assertGreen, destroy, kubectl, preview, up } from "./support/engine";

/** What Pulumi's summary says was done, for example { created: 30 }. */
function summary(output: string): Record<string, number> {
    const lines = output
        .slice(output.lastIndexOf("Resources:"))
        .matchAll(/(\d+) (created|updated|replaced|deleted|unchanged)/g);
    return Object.fromEntries([...lines].map(([, count, what]) => [what!, Number(count)]));
}

const vaultEntry = "http://127.0.0.1:8200/v1/secret/data/grafana/alloy/vm-cluster/prometheus/local";

async function passwordInVault(): Promise<string | undefined> {
    const response = await fetch(vaultEntry, { headers: { "X-Vault-Token": "devtoken" } });
    const body = (await response.json()) as { data?: { data?: { password?: string } } };
    return body.data?.data?.password;
}

describe("the program through the engine", () => {
    /** What the updates printed. */
    const logs: string[] = [];

    before(async () => {
        process.env.PATH = `${path.join(state, "bin")}:${process.env.PATH ?? ""}:/usr/sbin`;
        await lab(["down"]);
        assertGreen(await lab(["up"]), "lab up");
    });

    after(() => lab(["down"]));

    it("says beforehand what it would create", async () => {
        const before = await preview();
        assertGreen(before, "preview of everything");
        logs.push(before.output);
        assert.match(before.output, /ClusterSecretStore/);
        assert.equal((await succeed("docker", ["ps", "--all", "--quiet"])).trim(), "", "nothing was created");
    });

    it("creates it all, and the agent's samples arrive", async () => {
        const first = await up();
        assertGreen(first, "first up");
        logs.push(first.output);
        assert.match(first.output, /ok +up\{job="alloy"\} == 1/);
        assert.match(first.output, /No dev Vault was running: one is started and filled/);
    });

    it("does nothing the second time, nor after a refresh", async () => {
        const second = await up("--expect-no-changes");
        assertGreen(second, "second up");
        const refreshed = await up("--refresh", "--expect-no-changes");
        assertGreen(refreshed, "up --refresh");
        const nothing = await preview();
        assertGreen(nothing, "preview of nothing");
        logs.push(second.output, refreshed.output, nothing.output);
    });

    it("keeps passwords out of state, previews, logs, objects, releases and environments", async () => {
        const encoded = Buffer.from("local-dev").toString("base64");
        const child = spawn("sleep", ["600"], { env: { PLANTED: "local-dev" } });
        try {
            assert.deepEqual(
                await hunt("local-dev", logs),
                ["environments"],
                "the hunt misses what is planted",
            );
        } finally {
            child.kill();
        }
        await kubectl("create", "configmap", "planted", `--from-literal=plain=local-dev`);
        assert.deepEqual(
            await hunt("local-dev", logs),
            ["configMaps"],
            "the hunt does not find what is planted",
        );
        await kubectl("create", "configmap", "planted-too", `--from-literal=encoded=${encoded}`);
        await kubectl("delete", "configmap", "planted");
        assert.deepEqual(await hunt("local-dev", logs), ["configMaps"], "nor in base64");
        await kubectl("delete", "configmap", "planted-too");

        assert.deepEqual(await hunt("local-dev", logs), []);
        assert.deepEqual(await hunt("eso-password", logs), []);
    });

    it("fills a dev Vault that was restarted, with a plain up that says so", async () => {
        await succeed("docker", ["restart", "solo-weaver-vault"]);
        const healed = await up();
        assertGreen(healed, "up after Vault's restart");
        assert.match(
            healed.output,
            /The dev Vault lacks what was written into it\. If it was restarted it is filled again now/,
        );
        assert.equal(await passwordInVault(), "local-dev");
        assertGreen(await up("--expect-no-changes"), "up after that");
    });

    it("makes a dev Vault that was removed, with a plain up that says so", async () => {
        await succeed("docker", ["rm", "--force", "solo-weaver-vault"]);
        const healed = await up();
        assertGreen(healed, "up after Vault's removal");
        assert.match(healed.output, /No dev Vault was running: one is started and filled/);
        assert.equal(await passwordInVault(), "local-dev");
        assertGreen(await up("--expect-no-changes"), "up after that");
    });

    it("removes everything but the CRDs", async () => {
        const ended = await destroy();
        assertGreen(ended, "destroy");
        assert.ok((summary(ended.output).deleted ?? 0) > 10, ended.output);
        const left = await kubectl(
            "get",
            "namespaces,clusterroles,validatingwebhookconfigurations",
            "--output=name",
        );
        assert.doesNotMatch(left, /grafana-alloy|external-secrets/);
        assert.equal((await succeed("docker", ["ps", "--all", "--quiet"])).trim(), "");
        assert.equal((await succeed("docker", ["volume", "ls", "--quiet"])).trim(), "");
        assert.match(await kubectl("get", "crds", "--output=name"), /externalsecrets\.external-secrets\.io/);
    });

    it("can be made again", async () => {
        assertGreen(await up(), "up after destroy");
    });
});

/** Where a password can be read, among the places where none should be. */
async function hunt(password: string, logs: string[]): Promise<string[]> {
    const everywhere = (kind: string) => kubectl("get", kind, "--all-namespaces", "--output=yaml");
    const places = {
        state: readAll(path.join(state, "stacks")),
        logs: logs.join("\n"),
        configMaps: await everywhere("configmaps"),
        pods: await everywhere("pods"),
        environments: environments(),
        events: await everywhere("events"),
        releases: await releases(),
    };
    const found = Object.entries(places).filter(([, text]) =>
        forms(password).some((form) => text.includes(form)),
    );
    return found.map(([place]) => place);
}

function forms(text: string): string[] {
    return [text, Buffer.from(text).toString("base64").replace(/=+$/, ""), encodeURIComponent(text)];
}

/** Of every process of this machine, and so of every pod's and container's: they share its kernel. */
function environments(): string {
    const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map((pid) => attempt(() => fs.readFileSync(`/proc/${pid}/environ`, "utf8"))).join("\n");
}

/** A process may end while it is looked at. */
function attempt(read: () => string): string {
    try {
        return read();
    } catch {
        return "";
    }
}

function readAll(folder: string): string {
    return (
        fs
            .readdirSync(folder, { recursive: true, withFileTypes: true })
            // The copy of the project's file names the dev stack's defaults, for everybody to read.
            .filter((entry) => entry.isFile() && entry.name !== "Pulumi.yaml")
            .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
            .join("\n")
    );
}

/** Helm's own records of its releases, values included. */
async function releases(): Promise<string> {
    const listed = JSON.parse(await helm("list", "--all-namespaces", "--output=json")) as {
        name: string;
        namespace: string;
    }[];
    const texts = listed.map(({ name, namespace }) => helm("get", "all", name, "--namespace", namespace));
    return (await Promise.all(texts)).join("\n");
}

function helm(...args: string[]): Promise<string> {
    return succeed("helm", ["--kubeconfig", kubeconfig, ...args]);
}
