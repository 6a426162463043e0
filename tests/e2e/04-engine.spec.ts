// Takes 16 minutes.
import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";

import { logs, promql } from "./support/backends";
import { alloyStack, Ended, succeed } from "./support/commands";
import { readPassword } from "./support/devVault";
import { assertGreen, assertUnchanged, destroy, kubectl, preview, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { hunt } from "./support/hunt";
import { useEmptyLab, useLab } from "./support/lab";
import { rebootMachine } from "./support/machine";

/** What Pulumi's summary says was done, for example { created: 30 }. */
function summary(output: string): Record<string, number> {
    const lines = output
        .slice(output.lastIndexOf("Resources:"))
        .matchAll(/(\d+) (created|updated|replaced|deleted|unchanged)/g);
    return Object.fromEntries([...lines].map(([, count, what]) => [what!, Number(count)]));
}

describe("the program through the engine", () => {
    /** What the updates printed. */
    const printed: string[] = [];

    before(async () => {
        await useEmptyLab();
    });

    it("says beforehand what it would create", async () => {
        const before = await preview();
        assertGreen(before, "preview of everything");
        printed.push(before.output);
        assert.match(before.output, /ClusterSecretStore/);
        assert.equal((await succeed("docker", ["ps", "--all", "--quiet"])).trim(), "", "nothing was created");
    });

    it("creates it all, and the agent's samples arrive", async () => {
        const first = await up();
        assertGreen(first, "first up");
        printed.push(first.output);
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
        printed.push(second.output, refreshed.output, nothing.output);
    });

    it("keeps passwords out of state, previews, logs, objects, releases and environments", async () => {
        const encoded = Buffer.from("local-dev").toString("base64");
        const child = spawn("sleep", ["600"], { env: { PLANTED: "local-dev" } });
        try {
            assert.deepEqual(
                await hunt("local-dev", printed),
                ["environments"],
                "the hunt misses what is planted",
            );
        } finally {
            child.kill();
        }
        await kubectl("create", "configmap", "planted", `--from-literal=plain=local-dev`);
        assert.deepEqual(
            await hunt("local-dev", printed),
            ["configMaps"],
            "the hunt does not find what is planted",
        );
        await kubectl("create", "configmap", "planted-too", `--from-literal=encoded=${encoded}`);
        await kubectl("delete", "configmap", "planted");
        assert.deepEqual(await hunt("local-dev", printed), ["configMaps"], "nor in base64");
        await kubectl("delete", "configmap", "planted-too");

        assert.deepEqual(await hunt("local-dev", printed), []);
        assert.deepEqual(await hunt("eso-password", printed), []);
    });

    /** A plain `up` that says why it fills Vault; the next one finds nothing to do. */
    async function heals(said: RegExp): Promise<void> {
        const healed = await up();
        assertGreen(healed, "plain up");
        assert.match(healed.output, said);
        assert.equal(await readPassword("prometheus/local"), "local-dev");
        await assertUnchanged();
    }
    const restarted =
        /The dev Vault lacks what was written into it\. If it was restarted it is filled again now/;
    const removed = /No dev Vault was running: one is started and filled/;
    const docker = (...args: string[]) => succeed("docker", args);

    describe("heals a dev Vault with one plain up, and the next one finds nothing to do:", () => {
        it("restarted, and restarted once more", async () => {
            await docker("restart", "solo-weaver-vault");
            await heals(restarted);
            await docker("restart", "solo-weaver-vault");
            await heals(restarted);
        });

        it("removed, and then restarted", async () => {
            await docker("rm", "--force", "solo-weaver-vault");
            await heals(removed);
            await docker("restart", "solo-weaver-vault");
            await heals(restarted);
        });

        it("restarted and removed", async () => {
            await docker("restart", "solo-weaver-vault");
            await docker("rm", "--force", "solo-weaver-vault");
            await heals(removed);
        });

        it("restarted during an update", async () => {
            await docker("restart", "solo-weaver-vault");
            let again = false;
            // What was written is lost while the rest is being written: this update may fail, and the next one must not.
            const { output } = await alloyStack(["up", "--stack", "dev", "--patience", "1"], {
                watch: (text) => {
                    if (!again && /operator-login-userpass creat/.test(text)) {
                        again = true;
                        spawnSync("docker", ["restart", "solo-weaver-vault"]);
                    }
                    return undefined;
                },
            });
            assert.ok(again, output);
            // Its policy may be there by now, so that it seems to lack nothing.
            await heals(/\+-\d replaced/);
        });

        it("restarted with the machine", async () => {
            await rebootMachine();
            await useLab();
            await heals(restarted);
        });
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

    it("stops and starts Vault alone, and the servers alone, whose data is kept", async () => {
        const mark = `kept-${Date.now()}`;
        await succeed("systemd-cat", ["--identifier=mark", "echo", mark]);
        await eventually(60, async () => {
            assert.equal((await logs(`{cluster="vm-cluster"} "${mark}"`)).length, 1);
        });
        const before = await oldestSample();

        assertGreen(await command("dev", "stop"), "backend stop");
        assert.deepEqual(await runningContainers(), ["solo-weaver-vault"]);
        assertGreen(await command("dev", "start"), "backend start");
        await eventually(60, async () => {
            assert.equal(await oldestSample(), before);
            assert.equal((await logs(`{cluster="vm-cluster"} "${mark}"`)).length, 1);
        });

        assertGreen(await command("vault", "stop"), "vault stop");
        assert.deepEqual(await runningContainers(), backend);
        assertGreen(await command("vault", "start"), "vault start");
        assertGreen(await up(), "up after Vault's start");
        assert.equal(await readPassword("prometheus/local"), "local-dev");
    });

    it("removes the servers' data on request, and creates them again with up --refresh", async () => {
        const cleaned = Date.now() / 1000;
        assertGreen(await command("dev", "clean", "--yes"), "backend clean");
        assert.deepEqual(await runningContainers(), ["solo-weaver-vault"]);
        assert.equal((await succeed("docker", ["volume", "ls", "--quiet"])).trim(), "");
        assertGreen(await up("--refresh"), "up --refresh after it");
        assert.ok((await oldestSample()) > cleaned - 60, "there are samples from before");
    });
});

const backend = ["alloy-stack-prometheus", "alloy-stack-victorialogs"];

/** `alloy-stack dev` or `alloy-stack vault`, on the lab. */
function command(name: "dev" | "vault", ...args: string[]): Promise<Ended> {
    return alloyStack([name, ...args]);
}

async function runningContainers(): Promise<string[]> {
    const names = await succeed("docker", ["ps", "--format", "{{.Names}}"]);
    return names.split("\n").filter(Boolean).sort();
}

/** When the first sample of the last half hour that Prometheus has of the agent is from, in seconds since 1970. */
async function oldestSample(): Promise<number> {
    const [found] = await promql('min_over_time(timestamp(up{job="alloy"})[30m:5s])');
    return found?.value ?? NaN;
}
