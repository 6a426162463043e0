import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const project = path.resolve(__dirname, "../../..");

/** What Docker lists under our label: name, state and status of containers; names of volumes. */
interface Docker {
    containers?: string[][];
    volumes?: string[];
}

const running: Docker = {
    containers: [
        ["alloy-stack-loki", "exited", "Exited (0) 2 minutes ago"],
        ["solo-weaver-vault", "running", "Up 5 minutes"],
        ["alloy-stack-prometheus", "running", "Up 5 minutes"],
    ],
    volumes: ["alloy-stack-prometheus", "somebody-elses"],
};

describe("alloy-stack dev", () => {
    let folder: string;
    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "dev-"))));
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    /** Put a command in front of all others. It notes what it is called with. */
    function install(name: string, script: string): void {
        const file = path.join(folder, name);
        fs.writeFileSync(file, `#!/bin/sh\necho "$@" >> ${path.join(folder, `${name}.calls`)}\n${script}\n`);
        fs.chmodSync(file, 0o755);
    }

    function installDocker({ containers = [], volumes = [] }: Docker): void {
        fs.writeFileSync(path.join(folder, "container"), containers.map((c) => `${c.join("\t")}\n`).join(""));
        fs.writeFileSync(path.join(folder, "volume"), volumes.map((v) => `${v}\n`).join(""));
        install("docker", `[ "$2" = ls ] && cat ${folder}/$1; exit 0`);
    }

    /** Run it as a user does, in a shell that finds nothing but the commands installed. */
    function run(...args: string[]) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.mjs", "dev", ...args], {
            cwd: project,
            encoding: "utf8",
            input: "",
            env: { ...process.env, PATH: `${folder}:/bin` },
        });
        return { status, stdout, stderr };
    }

    /** What a command was called with, listings left out. */
    function calls(name: string): string[] {
        const file = path.join(folder, `${name}.calls`);
        if (!fs.existsSync(file)) return [];
        return fs
            .readFileSync(file, "utf8")
            .split("\n")
            .filter((line) => line && !/^\w+ ls /.test(line));
    }

    it("stops what runs of the backend, and neither the dev Vault nor what isn't ours", () => {
        installDocker(running);
        const { status, stdout } = run("stop");
        assert.equal(status, 0);
        const [listing] = fs.readFileSync(path.join(folder, "docker.calls"), "utf8").split("\n");
        assert.match(
            listing!,
            /^container ls .*--filter label=app\.kubernetes\.io\/part-of=alloy-stack( |$)/,
        );
        assert.deepEqual(calls("docker"), ["container stop alloy-stack-prometheus"]);
        assert.match(stdout, /data is kept/);
    });

    it("starts everything of it that is there", () => {
        installDocker(running);
        assert.equal(run("start").status, 0);
        assert.deepEqual(calls("docker"), ["container start alloy-stack-prometheus alloy-stack-loki"]);
    });

    it("has nothing to start where there is nothing, and says what makes it", () => {
        installDocker({});
        const { status, stderr } = run("start");
        assert.equal(status, 1);
        assert.match(stderr, /^error: there is no container to start; "pulumi up --refresh"[^\n]*\n$/);
    });

    it("shows each container, where it is reached, and the data", () => {
        installDocker(running);
        const { stdout } = run("status");
        assert.deepEqual(
            stdout
                .trim()
                .split("\n")
                .map((line) => line.trim().split(/ {2,}/)),
            [
                ["alloy-stack-prometheus", "Up 5 minutes", "http://127.0.0.1:9090"],
                ["alloy-stack-loki", "Exited (0) 2 minutes ago"],
                ["alloy-stack-loki-gateway", "not there"],
                ["alloy-stack-grafana", "not there"],
                ["data: alloy-stack-prometheus"],
            ],
        );
    });

    it("shows the server of logs that there is", () => {
        installDocker({ containers: [["alloy-stack-victorialogs", "running", "Up 5 minutes"]] });
        const names = run("status").stdout.match(/^alloy-stack-\S+/gm);
        assert.deepEqual(names, [
            "alloy-stack-prometheus",
            "alloy-stack-victorialogs",
            "alloy-stack-grafana",
        ]);
    });

    it("removes containers before volumes when told to, and says what is deleted and what creates them again", () => {
        installDocker(running);
        const { status, stdout } = run("clean", "--yes");
        assert.equal(status, 0);
        assert.deepEqual(calls("docker"), [
            "container rm --force --volumes alloy-stack-prometheus alloy-stack-loki",
            "volume rm alloy-stack-prometheus",
        ]);
        assert.match(stdout, /deleted.*: alloy-stack-prometheus\n/);
        assert.match(stdout, /pulumi up --refresh/);
    });

    it("removes nothing when nobody is there to be asked", () => {
        installDocker(running);
        const { status, stderr } = run("clean");
        assert.equal(status, 1);
        assert.equal(stderr, "error: there is no terminal to confirm this on; give --yes\n");
        assert.deepEqual(calls("docker"), []);
    });

    it("says in one line that there is no docker, or what docker says", () => {
        fs.mkdirSync(path.join(folder, "empty"));
        const without = spawnSync(process.execPath, ["cli/bin.mjs", "dev", "stop"], {
            cwd: project,
            encoding: "utf8",
            env: { ...process.env, PATH: path.join(folder, "empty") },
        });
        assert.equal(without.status, 1);
        assert.match(without.stderr, /^error: there is no docker command here; install Docker[^\n]*\n$/);

        install("docker", `echo "Cannot connect to the Docker daemon." >&2; exit 1`);
        const { status, stderr } = run("stop");
        assert.equal(status, 1);
        assert.match(
            stderr,
            /^error: docker container ls: Cannot connect to the Docker daemon\. Start Docker[^\n]*\n$/,
        );
    });

    it("forwards the four ports with ssh, passing its options on", () => {
        install("ssh", "exit 0");
        const { status, stdout } = run("forward", "me@vm", "-p", "2222", "-i", "my key");
        assert.equal(status, 0);
        const forwards = [3000, 8200, 9090, 3100].map((port) => `-L ${port}:127.0.0.1:${port}`).join(" ");
        const expected = `-N -o ExitOnForwardFailure=yes ${forwards} -p 2222 -i`;
        assert.deepEqual(calls("ssh"), [`${expected} my key me@vm`]);
        assert.equal(stdout.split("\n")[0], `ssh ${expected} 'my key' me@vm`);
    });

    it("fails when ssh does, and when no machine is named first", () => {
        install("ssh", "exit 255");
        const failed = run("forward", "me@vm");
        assert.equal(failed.status, 1);
        assert.equal(failed.stderr, "error: ssh ended with 255; it says above why\n");
        const misplaced = run("forward", "-p", "2222", "me@vm");
        assert.equal(misplaced.status, 1);
        assert.match(misplaced.stderr, /^error: "-p" is no machine; give user@host first/);
        assert.equal(calls("ssh").length, 1);
    });

    it("ends well when it is interrupted", () => {
        // As in a terminal, where Ctrl-C reaches both: ssh interrupts this command, and fails.
        install("ssh", "kill -INT $PPID; sleep 1; exit 255");
        const { status, stderr } = run("forward", "me@vm");
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    });
});
