// Takes 15 minutes.
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { kubeconfig } from "../lab/paths";
import { nodeIp } from "../lab/node/addresses";
import { sdkGenerator, yamlHost } from "../lab/toolchain/languages";
import { prepareToolchain } from "../lab/toolchain/toolchain";
import { freshFolder } from "../package/support/folder";
import { installPackage, ownTypescript } from "../package/support/installed";
import { stackObjects } from "./support/clusterObjects";
import { assertGreen, assertRed } from "./support/engine";
import { eventually } from "./support/eventually";
import { ForeignProgram } from "./support/foreignProgram";
import { useEmptyLab } from "./support/lab";
import { OtherPrometheus } from "./support/otherPrometheus";
import { writePythonProgram, writeTypeScriptProgram, writeYamlProgram } from "./support/packagePrograms";
import { prod, writeOverrides } from "./support/vaultSecrets";
import { VaultServer } from "./support/vaultServer";

const passwords = { prometheusPassword: "of-the-remote", esoPassword: "of-the-operator" };
const entry = "secret/data/grafana/alloy/prod-west/prometheus/primary";

describe("the package, installed by somebody else", () => {
    const folder = freshFolder();
    const [first, second] = [9091, 9092].map(
        (port) => new OtherPrometheus(port, "agent", passwords.prometheusPassword),
    );
    let vault: VaultServer;
    /** What the YAML program has made in the cluster. */
    let fromYaml: Record<string, unknown>;

    const servers = (port = 9091) => ({ vault, remote: `http://${nodeIp()}:${port}/api/v1/write` });

    before(async () => {
        await useEmptyLab();
        const tools = await prepareToolchain([yamlHost, sdkGenerator]);
        const folders = Object.values(tools).map((command) => path.dirname(command));
        process.env.PATH = [...folders, process.env.PATH].join(":");
        vault = await VaultServer.create();
        await first!.start();
        await second!.start();
        await installPackage(folder, ownTypescript());
    });

    after(async () => {
        await first!.remove();
        await second!.remove();
        await vault.remove();
    });

    /** Nothing is left of a stack but the CRDs. */
    async function destroyed(program: ForeignProgram): Promise<void> {
        assertGreen(await program.destroy(), "destroy");
        assert.deepEqual(await stackObjects(), {});
        assert.equal((await vault.request("GET", entry)).status, 404);
    }

    describe("from YAML", () => {
        let program: ForeignProgram;

        before(async () => {
            program = writeYamlProgram(folder, servers());
            const kubeconfigText = fs.readFileSync(kubeconfig, "utf8");
            await program.create({ ...passwords, kubeconfig: kubeconfigText, vaultToken: vault.rootToken });
        });

        it("is refused with all that is wrong, each with its property's path", async () => {
            const remote = { name: "primary", url: "prometheus.example.com/api/v1/write", username: "agent" };
            const twice = [remote, { ...remote, url: "https://prometheus.example.com/api/v1/write" }];
            writeYamlProgram(folder, servers(), {
                clustername: "prod-west",
                prometheusRemotes: twice,
                rolloutTimeout: "10m",
            });
            assertRed(await program.preview(), /clustername/);
        });

        it("is deployed, and samples arrive", async () => {
            writeYamlProgram(folder, servers());
            assertGreen(await program.up(), "up");
            await arrivesFromNow(first!);
            fromYaml = await stackObjects();
            assertGreen(await program.up("--expect-no-changes"), "second up");
        });

        it("keeps secrets out of the state", async () => {
            const state = await program.state();
            const key = /client-key-data: (\S+)/.exec(fs.readFileSync(kubeconfig, "utf8"))?.[1];
            assert.ok(key);
            for (const secret of [...Object.values(passwords), vault.rootToken, key])
                assert.ok(!state.includes(secret));
        });

        it("sends elsewhere, if that is changed", async () => {
            writeYamlProgram(folder, servers(9092));
            assertGreen(await program.up(), "up with another URL");
            await arrivesFromNow(second!);
            assertGreen(await program.up("--expect-no-changes"), "up after that");
        });

        it("is destroyed", async () => {
            await destroyed(program);
        });
    });

    it("from TypeScript: has the same objects, and nothing to do the second time", async () => {
        const program = await writeTypeScriptProgram(folder, servers());
        await program.create(passwords);
        assertGreen(await program.up(), "up");
        assert.deepEqual(await stackObjects(), fromYaml);
        assertGreen(await program.up("--expect-no-changes"), "second up");
        await destroyed(program);
    });

    it("from Python: has the same objects, and nothing to do the second time", async function () {
        if (spawnSync("python3", ["-c", "import ensurepip"]).status !== 0) this.skip();
        const program = await writePythonProgram(folder, servers());
        await program.create(passwords);
        assertGreen(await program.preview(), "preview");
        assertGreen(await program.up(), "up");
        assert.deepEqual(await stackObjects(), fromYaml);
        assertGreen(await program.up("--expect-no-changes"), "second up");
        await destroyed(program);
    });

    it("has the objects of the repository's own program", async () => {
        const file = writeOverrides(
            "package",
            {
                devServers: undefined,
                nodeIp: undefined,
                lokiRemotes: [],
                clusterName: "prod-west",
                prometheusRemotes: [`primary:${servers().remote}:agent`],
                remotePasswords: { "prometheus/primary": passwords.prometheusPassword },
                monitoringCrds: "install",
                vaultAddress: vault.address,
                vaultCaCertificate: vault.ca,
                esoPassword: passwords.esoPassword,
            },
            "prod",
        );
        assertGreen(await prod("up", file, vault.rootToken), "up of the program");
        const own = await stackObjects();
        assertGreen(await prod("destroy", file, vault.rootToken), "destroy");
        assert.deepEqual(own, fromYaml);
    });
});

/** Wait for a sample that the agent took after this. */
async function arrivesFromNow(prometheus: OtherPrometheus): Promise<void> {
    const now = Date.now() / 1000;
    await eventually(180, async () => {
        const newest = (await prometheus.times('up{job="alloy"}')).at(-1) ?? 0;
        assert.ok(newest > now, `the newest sample is ${Math.round(now - newest)} s older than the update`);
    });
}
