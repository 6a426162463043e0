// Takes 22 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { kubeconfig, overrides, state } from "../lab/paths";
import { FakeApiServer } from "../support/fakeApiServer";
import { restarts } from "./support/agents";
import { succeed } from "./support/commands";
import { readPassword } from "./support/devVault";
import { assertGreen, assertRed, assertUnchanged, kubectl, overridden, preview, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";
import { exists } from "./support/vaultSecrets";

/** The kubelet takes a minute or two to hand over a ConfigMap. */
const patient = ["--patience", "300"];

describe("a change of what a stack is called, and the change back", () => {
    before(async () => {
        await useEmptyLab();
        assertGreen(await up(), "first up");
    });

    /** Update to a stack file, and once more: nothing is left to do. */
    async function settles(file: string[], what: string): Promise<void> {
        assertGreen(await up(...file, ...patient), what);
        await assertUnchanged(...file);
    }

    it("clusterName: the passwords move, and the agents keep running", async () => {
        const pods = await restarts();
        const moved = ["--config-file", overridden({ clusterName: "other-cluster" })];
        assertGreen(await up(...moved, "--no-verify"), "up with another name");
        assert.equal(await readPassword("prometheus/local", "other-cluster"), "local-dev");
        assert.equal(await readPassword("prometheus/local"), undefined);
        assert.equal(await restarts(), pods);
        assertGreen(await up(...moved, ...patient), "what is sent has the name");
        await settles([], "up with the name before");
        assert.equal(await readPassword("prometheus/local"), "local-dev");
        assert.equal(await readPassword("prometheus/local", "other-cluster"), undefined);
        assert.equal(await restarts(), pods);
    });

    for (const [which, before] of [
        ["agent", "grafana-alloy"],
        ["nodeExporter", "node-exporter"],
    ] as const) {
        it(`namespaces.${which}: what is in it moves`, async () => {
            const now = `moved-${before}`;
            const moved = ["--config-file", overridden({ namespaces: { [which]: now } })];
            await settles(moved, "up with another namespace");
            await isOnlyIn(now, before);
            await settles([], "up with the one before");
            await isOnlyIn(before, now);
        });
    }

    it("context: another cluster is refused before anything happens", async () => {
        const other = new FakeApiServer();
        await other.start();
        other.answer = {
            metadata: { name: "kube-system", uid: "of-another-cluster" },
            items: [],
            resources: [],
        };
        const file = path.join(state, "kubeconfig-of-a-test");
        fs.writeFileSync(file, other.kubeconfig(), { mode: 0o600 });
        const moved = ["--config-file", overridden({ kubeconfig: file, context: "b" })];
        for (const ended of [await preview(...moved), await up(...moved, "--no-verify")])
            assertRed(
                ended,
                /context: "b" leads to another cluster than the one that this stack was deployed to/,
            );
        other.stop();
        assertGreen(await up("--no-verify"), "up with the one before");
        await assertUnchanged();
    });

    it("namespaces.externalSecrets: is refused before anything happens, and moves as the refusal says", async () => {
        const moved = ["--config-file", overridden({ namespaces: { externalSecrets: "moved-eso" } })];
        for (const { code, output } of [await preview(...moved), await up(...moved, "--no-verify")]) {
            assert.equal(code, 1, output);
            assert.match(
                output,
                /namespaces\.externalSecrets: is "moved-eso", and the operator was installed in/,
            );
        }
        assertGreen(await up("--no-verify"), "up with the one before");
        await assertUnchanged();
        await movesOperator(moved, "moved-eso", "external-secrets");
        await movesOperator([], "external-secrets", "moved-eso");
    });

    /** Do what the refusal of another namespace for the operator says, with the stack file that has it. */
    async function movesOperator(file: string[], now: string, before: string): Promise<void> {
        const { output } = await preview(...file);
        const [, giveCrds = "", urn = ""] =
            /(kubectl annotate .*)\n *pulumi up --replace '(\S+)'/.exec(output) ?? [];
        await succeed("sh", ["-e", "-c", giveCrds], { env: { KUBECONFIG: kubeconfig } });
        assertGreen(await up("--replace", urn, ...file, "--no-verify"), `up that moves it to ${now}`);
        await isOnlyIn(now, before);
        await settles(file, "up after that");
    }
});

/** A namespace is there, and the other one is gone. */
async function isOnlyIn(now: string, before: string): Promise<void> {
    assert.equal(await exists("namespace", now), true);
    await eventually(60, async () => {
        assert.equal(await exists("namespace", before), false);
    });
}

describe("agents that cannot run", () => {
    before(async () => {
        await useEmptyLab();
        assertGreen(await up(), "first up");
    });

    it("fail the update with the reason that their pods give, and the right image mends it", async () => {
        const missing = overridden({
            images: { ...labImages(), alloy: "docker.io/grafana/alloy:v0.0.0-missing" },
            rolloutTimeout: 60,
        });
        assertRed(await up("--config-file", missing), /v0\.0\.0-missing/);
        assertGreen(await up(...patient), "up with the right image");
        assert.match(await kubectl("-n", "grafana-alloy", "get", "pods"), /Running/);
        await assertUnchanged();
    });
});

/** The images that the lab's stacks have. */
function labImages(): Record<string, string> {
    const { config } = parse(fs.readFileSync(overrides, "utf8")) as { config: Record<string, unknown> };
    return config["alloy-stack:images"] as Record<string, string>;
}
