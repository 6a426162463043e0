// Takes 8 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { cacheFolder } from "../lab/toolchain/locate";
import { tools } from "../lab/toolchain/manifest";
import { Ended, lab, run, succeed } from "./support/commands";

/** One line that begins with "error:", no stack trace, and a failure's exit code. */
function assertRefused({ code, output }: Ended, message: RegExp): void {
    assert.equal(code, 1, output);
    const errors = output.split("\n").filter((line) => line.startsWith("error: "));
    assert.equal(errors.length, 1, output);
    assert.match(errors[0]!, message);
    assert.doesNotMatch(output, /\n {4}at /, "a stack trace");
}

describe("the lab refuses, in one line that says what to do,", () => {
    /** A cache and a state of the test's own; nothing of the real ones is touched. */
    let scratch: string;
    let env: Record<string, string>;

    before(() => lab(["down"]));
    beforeEach(() => {
        scratch = fs.mkdtempSync(path.join(os.tmpdir(), "lab-refusals-"));
        env = {
            XDG_CACHE_HOME: path.join(scratch, "cache"),
            XDG_STATE_HOME: path.join(scratch, "state"),
            CI: "1",
        };
    });
    afterEach(async () => {
        const modules = path.join(scratch, "cache/alloy-stack/go/modules");
        if (fs.existsSync(modules))
            await succeed("go", ["clean", "-modcache"], { env: { GOMODCACHE: modules } });
        fs.rmSync(scratch, { recursive: true, force: true });
    });

    function nothingStarted(): void {
        assert.equal(fs.existsSync(path.join(scratch, "state")), false, "state was written");
    }

    it("who is not root", async () => {
        const args = [
            "--reuid=65534",
            "--clear-groups",
            process.execPath,
            "--import",
            "tsx",
            "tests/lab/cli.ts",
            "up",
        ];
        const ended = await run("setpriv", args, { env: { ...env, HOME: scratch, TMPDIR: "/tmp" } });
        assertRefused(ended, /only root can on Linux\. Run it as root: "sudo npm run lab -- up"/);
        nothingStarted();
    });

    it("a port that is taken", async () => {
        const server = createServer().listen(6443);
        await new Promise((resolve) => server.once("listening", resolve));
        const ended = await lab(["up"], { env });
        server.close();
        assertRefused(
            ended,
            new RegExp(
                `port 6443, which kube-apiserver needs, is taken by .*pid ${process.pid}.*Stop it; or, .*--kubeconfig FILE`,
            ),
        );
        nothingStarted();
    });

    it("a disk that is too small", async () => {
        fs.mkdirSync(env.XDG_CACHE_HOME!);
        await succeed("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", env.XDG_CACHE_HOME!]);
        const ended = await lab(["up"], { env });
        await succeed("umount", [env.XDG_CACHE_HOME!]);
        assertRefused(
            ended,
            /has 0\.1 GiB free, but compiling alloy.* takes up to [\d.]+ GiB\. Free some, or name .* XDG_CACHE_HOME/,
        );
        nothingStarted();
    });

    it("no Docker and no way to get it", async () => {
        const noDebian = path.join(scratch, "apt.conf");
        fs.writeFileSync(
            noDebian,
            'Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "/dev/null"; Dir::State::lists "/tmp/none"; Dir::State::status "/dev/null";',
        );
        const hidden =
            'mount --bind /dev/null "$(readlink -f /usr/sbin/dockerd)"; exec "$0" --import tsx tests/lab/cli.ts up';
        const ended = await run("unshare", ["--mount", "sh", "-c", hidden, process.execPath], {
            env: { ...env, APT_CONFIG: noDebian },
        });
        assertRefused(
            ended,
            /Debian's docker\.io cannot be had: E: .*Install docker\.io the way this machine does it/,
        );
        nothingStarted();
    });

    it("a cache that is built in part only", async () => {
        const real = cacheFolder(tools.find(({ name }) => name === "etcd")!);
        const copy = real.replace(path.join(os.homedir(), ".cache"), env.XDG_CACHE_HOME!);
        fs.cpSync(real, copy, { recursive: true });
        fs.truncateSync(path.join(copy, "usr/bin/etcd"), 4096);
        const ended = await lab(["up"], { env });
        assertRefused(
            ended,
            /etcd in the lab's cache is damaged: .*etcd has 4096 bytes, its record says \d+\. Make it again: "npm run lab -- build"/,
        );
        nothingStarted();
    });

    it("a tool whose module the registry refuses", async () => {
        const registry = createServer((_, response) => response.writeHead(403).end("no")).listen(
            0,
            "127.0.0.1",
        );
        await new Promise((resolve) => registry.once("listening", resolve));
        const { port } = registry.address() as AddressInfo;
        const ended = await lab(["up"], {
            env: { ...env, GOPROXY: `http://127.0.0.1:${port}`, GONOSUMDB: "*" },
        });
        registry.close();
        assertRefused(
            ended,
            /registry refuses what github\.com\/grafana\/alloy needs: .*403 Forbidden.*Set GOPROXY .*, or put the finished program on PATH/,
        );
        nothingStarted();
    });

    it("to lose anything when Ctrl-C comes in the middle of a build", async () => {
        // when it is interrupted while it compiles
        const compiling = /STARTED\] alloy/;
        const go = path.join(scratch, "cache/alloy-stack/go/build");
        let sent = false;
        const watch = (output: string) => {
            if (sent || !compiling.test(output) || !fs.existsSync(path.join(go, "00"))) return undefined;
            sent = true;
            return "SIGINT" as const;
        };
        const interrupted = await lab(["build"], { env, watch: (output) => watch(output) });

        // then
        assert.equal(interrupted.code, 130, interrupted.output);
        assert.match(
            interrupted.output,
            /interrupted: stopping; what is finished or compiled is kept, the same command goes on/,
        );
        assert.doesNotMatch(interrupted.output, /\n {4}at /, "a stack trace");
        const made = fs.readdirSync(path.join(scratch, "cache/alloy-stack/tools"));
        assert.ok(
            made.some((name) => name.startsWith("etcd-")),
            "what was finished is not kept",
        );
        assert.ok(fs.readdirSync(go).length > 0, "what was compiled is not kept");
        nothingStarted();
    });
});
