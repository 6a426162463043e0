// Takes 13 minutes, three of them to compile its tools the first time.
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
import { assertGreen } from "./support/engine";
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
        await vault.set("sys/auth/userpass", { type: "userpass" });
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
        let printed: string;

        before(async () => {
            program = writeYamlProgram(folder, servers());
            const kubeconfigText = fs.readFileSync(kubeconfig, "utf8");
            await program.create({ ...passwords, kubeconfig: kubeconfigText, vaultToken: vault.rootToken });
        });

        it("is refused with all that is wrong at once, each with its property's path", async () => {
            const remote = { name: "primary", url: "https://prometheus.example.com/api/v1/write" };
            const twice = [{ ...remote, url: "prometheus.example.com/api/v1/write" }, remote];
            writeYamlProgram(folder, servers(), { clusterName: "a b", prometheusRemotes: twice });
            const { code, output } = await program.preview();
            assert.notEqual(code, 0, output);
            for (const problem of [
                'clusterName: is "a b"',
                'prometheusRemotes[0]: the remote "primary" has no http or https URL',
                'prometheusRemotes: two remotes are called "primary"',
            ])
                assert.ok(output.includes(problem), output);
        });

        it("is refused by Pulumi itself if it has keys that the schema does not know", async () => {
            writeYamlProgram(folder, servers(), { rolouttimeout: 10 });
            const { code, output } = await program.preview();
            assert.notEqual(code, 0, output);
            assert.match(output, /Property rolouttimeout does not exist on 'alloy-stack:index:AlloyStack'/);
        });

        it("is deployed, and samples arrive", async () => {
            writeYamlProgram(folder, servers());
            const ended = await program.up();
            assertGreen(ended, "up");
            printed = ended.output;
            await arrivesFromNow(first!);
            fromYaml = await stackObjects();
            for (const object of [
                "ClusterSecretStore vault-secret-store",
                "ConfigMap grafana-alloy grafana-alloy-cm",
                "DaemonSet grafana-alloy grafana-alloy",
                "Deployment external-secrets external-secrets",
                "ExternalSecret grafana-alloy prometheus-primary",
            ])
                assert.ok(object in fromYaml, `${object} is not among ${Object.keys(fromYaml).join(", ")}`);
            assertGreen(await program.up("--expect-no-changes"), "second up");
        });

        it("keeps secrets out of the state and of what is printed", async () => {
            const seen = printed + (await program.state());
            assert.match(seen, /grafana\/alloy\/prod-west\/prometheus\/primary/);
            const key = /"client-key-data": "(\S+)"/.exec(fs.readFileSync(kubeconfig, "utf8"))?.[1];
            assert.ok(key);
            for (const secret of [...Object.values(passwords), vault.rootToken, key])
                assert.ok(!seen.includes(secret));
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

    describe("from TypeScript", () => {
        it("has the same objects, and nothing to do the second time", async () => {
            const program = await writeTypeScriptProgram(folder, servers());
            await program.create(passwords);
            assertGreen(await program.up(), "up");
            assert.deepEqual(await stackObjects(), fromYaml);
            assertGreen(await program.up("--expect-no-changes"), "second up");
            await destroyed(program);
        });
    });

    describe("from Python", () => {
        it("has the same objects, and nothing to do the second time", async function () {
            if (spawnSync("python3", ["-c", "import ensurepip"]).status !== 0) this.skip();
            const program = await writePythonProgram(folder, servers());
            await program.create(passwords);
            assertGreen(await program.preview(), "preview");
            assertGreen(await program.up(), "up");
            assert.deepEqual(await stackObjects(), fromYaml);
            assertGreen(await program.up("--expect-no-changes"), "second up");
            await destroyed(program);
        });
    });

    describe("from the repository's own program", () => {
        it("has the same objects", async () => {
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
});

/** Wait for a sample that the agent took after this. */
async function arrivesFromNow(prometheus: OtherPrometheus): Promise<void> {
    const now = Date.now() / 1000;
    await eventually(180, async () => {
        const newest = (await prometheus.times('up{job="alloy"}')).at(-1) ?? 0;
        assert.ok(newest > now, `the newest sample is ${Math.round(now - newest)} s older than the update`);
    });
}
