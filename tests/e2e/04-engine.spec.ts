// Takes 20 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { kubeconfig, state } from "../lab/paths";
import { lab, succeed } from "./support/commands";
import { assertGreen, destroy, kubectl, up } from "./support/engine";

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
    before(async () => {
        process.env.PATH = `${path.join(state, "bin")}:${process.env.PATH ?? ""}:/usr/sbin`;
        await lab(["down"]);
        assertGreen(await lab(["up"]), "lab up");
    });

    after(() => lab(["down"]));

    it("creates it all, and the agent's samples arrive", async () => {
        const first = await up();
        assertGreen(first, "first up");
        assert.match(first.output, /ok +up\{job="alloy"\} == 1/);
        assert.match(first.output, /No dev Vault was running: one is started and filled/);
    });

    it("does nothing the second time, nor after a refresh", async () => {
        assertGreen(await up("--expect-no-changes"), "second up");
        assertGreen(await up("--refresh", "--expect-no-changes"), "up --refresh");
    });

    it("keeps passwords out of state, objects, releases and the pods' environment", async () => {
        const planted = "local-dev";
        const where = {
            state: readAll(path.join(state, "stacks")),
            configMaps: await kubectl("get", "configmaps", "--all-namespaces", "--output=yaml"),
            pods: await kubectl("get", "pods", "--all-namespaces", "--output=yaml"),
            events: await kubectl("get", "events", "--all-namespaces", "--output=yaml"),
            releases: await releases(),
        };
        const hits = (marker: string) =>
            Object.entries(where)
                .filter(([, text]) => forms(marker).some((form) => text.includes(form)))
                .map(([name]) => name);
        assert.deepEqual(hits(planted), []);
        assert.deepEqual(hits("eso-password"), []);
        // The same search finds what lies there for everybody to see.
        assert.deepEqual(hits("grafana-alloy-cm").sort(), ["configMaps", "pods", "releases", "state"]);
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

function forms(text: string): string[] {
    return [text, Buffer.from(text).toString("base64").replace(/=+$/, ""), encodeURIComponent(text)];
}

function readAll(folder: string): string {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
        .join("\n");
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
