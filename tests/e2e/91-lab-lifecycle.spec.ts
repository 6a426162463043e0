// Takes 12 minutes.
import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { runningPid } from "../lab/host/daemon";
import { strayProcesses } from "../lab/host/leftovers";
import { cache, kubeconfig, state } from "../lab/paths";
import { lab, smoke, succeed } from "./support/commands";
import { killEverything, pids, rebootMachine } from "./support/machine";

async function labUp(): Promise<void> {
    const { code, output, seconds } = await lab(["up"]);
    assert.equal(code, 0, output);
    console.log(`        up: ${Math.round(seconds)} s`);
}

async function labDown(): Promise<string> {
    const { code, output, seconds } = await lab(["down"]);
    assert.equal(code, 0, output);
    console.log(`        down: ${Math.round(seconds)} s`);
    return output;
}

async function smokeIsGreen(): Promise<void> {
    const { code, output, seconds } = await smoke();
    assert.equal(code, 0, output);
    console.log(`        smoke: ${Math.round(seconds)} s`);
}

/** What a machine is like, without asking the lab: processes, mounts, interfaces and packet filter. */
async function machine(): Promise<string[]> {
    const processes = (await succeed("ps", ["-eo", "args"]))
        .split("\n")
        .filter((line) =>
            /dockerd|containerd|kube|etcd|systemd-journald|alloy|external-secrets|vault server/.test(line),
        )
        .filter((line) => !/ps -eo|mocha|tsx|node |<defunct>/.test(line));
    const mounts = (await succeed("mount", []))
        .split("\n")
        .filter((line) => /alloy-stack|kubelet|overlay/.test(line));
    const links = (await succeed("ip", ["-br", "link"])).split("\n").map((line) => line.split(/\s/)[0] ?? "");
    const rules = (await succeed("iptables-save", []))
        .split("\n")
        .filter((line) => /^(-A|:(KUBE|CNI|DOCKER))/.test(line));
    return [
        ...processes,
        ...mounts,
        ...links.filter((name) => /docker|br-|veth|alloystack/.test(name)),
        ...rules,
    ];
}

describe("the lab", () => {
    let untouched: string[];

    before(async () => {
        process.env.PATH = `${path.join(state, "bin")}:${process.env.PATH ?? ""}:/usr/sbin`;
        await labDown();
        untouched = await machine();
    });

    after(() => lab(["down"]));

    it("comes up, and up again starts nothing", async () => {
        await labUp();
        const first = pids();
        await labUp();
        assert.deepEqual(pids(), first);
        assert.ok(Object.values(first).every((pid) => pid !== undefined));
    });

    it("starts no cluster where it is given one, and leaves that one alone", async () => {
        const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "second-lab-"));
        const before = pids();
        const env = { XDG_STATE_HOME: scratch };
        try {
            const second = await lab(["up", "--kubeconfig", kubeconfig], { env });
            assert.equal(second.code, 0, second.output);
            assert.match(second.output, /Docker engine \(this machine's\)/);
            assert.match(second.output, /Journal \(this machine's\)/);
            assert.equal(
                fs.existsSync(path.join(scratch, "alloy-stack/lab/daemons")),
                false,
                "it started something",
            );
        } finally {
            const gone = await lab(["down"], { env });
            assert.equal(gone.code, 0, gone.output);
            fs.rmSync(scratch, { recursive: true });
        }
        assert.deepEqual(pids(), before);
        await succeed("kubectl", ["--kubeconfig", kubeconfig, "get", "--raw", "/readyz"]);
    });

    it("heals after kill -9 of all its processes", async () => {
        await smokeIsGreen();
        await killEverything();
        await labUp();
        await smokeIsGreen();
    });

    it("heals after a reboot: processes, mounts, /run and rules are gone, its files are left", async () => {
        await rebootMachine();
        await labUp();
        await smokeIsGreen();
    });

    it("leaves nothing of its own when it goes down", async () => {
        await labDown();
        assert.deepEqual(await machine(), untouched);
        assert.equal(fs.existsSync(state), false);
        assert.deepEqual(strayProcesses([]), []);
    });

    it("keeps its Docker engine while it holds somebody else's container and network", async () => {
        await labUp();
        await smokeIsGreen();
        await foreignContainer();
        const output = await labDown();
        assert.match(output, /the engine stays, for it runs containers of yours \(foreign\)/);
        assert.equal(await foreignIsAlive(), "true");

        await succeed("docker", ["rm", "--force", "foreign"]);
        await succeed("docker", ["network", "rm", "foreign"]);
        await labDown();
        assert.deepEqual(await machine(), untouched);
    });

    it("uses a Docker engine that is there, and leaves it with all that is not ours", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "their-docker-"));
        // It leaves the packet filter alone, so that nothing of it has to be cleaned up after the test.
        const engine = spawn(
            "dockerd",
            [
                "--iptables=false",
                "--ip-forward=false",
                "--data-root",
                path.join(folder, "data"),
                "--exec-root",
                path.join(folder, "exec"),
            ],
            { stdio: "ignore" },
        );
        try {
            await engineAnswers();
            await foreignContainer();
            await labUp();
            assert.equal(runningPid("docker"), undefined);
            await smokeIsGreen();
            await labDown();
            assert.equal(await foreignIsAlive(), "true");
            assert.equal(
                (await succeed("docker", ["ps", "--all", "--format", "{{.Names}}"])).trim(),
                "foreign",
            );
        } finally {
            await succeed("docker", ["rm", "--force", "foreign"]);
            await succeed("docker", ["network", "rm", "foreign"]);
            engine.kill("SIGTERM");
            await new Promise((resolve) => engine.once("close", resolve));
            await succeed("ip", ["link", "delete", "docker0"]);
            fs.rmSync(folder, { recursive: true, force: true });
        }
    });
});

async function foreignContainer(): Promise<void> {
    const archives = path.join(cache, "images");
    const pause = fs.readdirSync(archives).find((name) => name.startsWith("pause-"))!;
    const loaded = await succeed("docker", ["load", "--quiet", "--input", path.join(archives, pause)]);
    const image = loaded.replace("Loaded image:", "").trim();
    await succeed("docker", ["network", "create", "foreign"]);
    await succeed("docker", ["run", "--detach", "--name=foreign", "--network=foreign", image]);
}

async function foreignIsAlive(): Promise<string> {
    await succeed("docker", ["network", "inspect", "foreign"]);
    return (await succeed("docker", ["inspect", "--format", "{{.State.Running}}", "foreign"])).trim();
}

async function engineAnswers(): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt++) {
        if (await succeed("docker", ["version"]).catch(() => "")) return;
        await sleep(500);
    }
    throw new Error("dockerd does not answer");
}
