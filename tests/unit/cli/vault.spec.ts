import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const project = path.resolve(__dirname, "../../..");

describe("alloy-stack vault", () => {
    let folder: string;
    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "vault-"))));
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    /** A docker that has the container in that state and with that environment, and runs this script for all else. */
    function installDocker(state: string, script = "exit 0", environment: string[] = []): void {
        const listed = state ? `${state}\tUp 5 minutes\n` : "";
        fs.writeFileSync(path.join(folder, "listed"), listed);
        fs.writeFileSync(path.join(folder, "inspected"), JSON.stringify(environment));
        const file = path.join(folder, "docker");
        const calls = path.join(folder, "calls");
        fs.writeFileSync(
            file,
            `#!/bin/sh\n[ "$2" = ls ] && exec cat ${folder}/listed\n[ "$2" = inspect ] && exec cat ${folder}/inspected\necho "$@" >> ${calls}\n${script}\n`,
        );
        fs.chmodSync(file, 0o755);
    }

    /** Run it as a user does, in a shell that finds no docker but this one. */
    function run(args: string[], input = "", PATH = `${folder}:/bin`) {
        const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/bin.mjs", "vault", ...args], {
            cwd: project,
            encoding: "utf8",
            input,
            env: { ...process.env, PATH },
        });
        return { status, stdout, stderr };
    }

    /** What docker was called with, listings left out. */
    function calls(): string[] {
        const file = path.join(folder, "calls");
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [];
    }

    it("starts, stops and removes the container, and says what fills it", () => {
        installDocker("running");
        const stopped = run(["stop"]);
        assert.equal(stopped.status, 0, stopped.stderr);
        assert.match(stopped.stdout, /its content is lost, and "pulumi up" creates and fills it again/);
        assert.match(run(["start"]).stdout, /already runs/);
        assert.match(run(["clean"]).stdout, /removed .*"pulumi up" creates and fills another/);
        installDocker("exited");
        assert.match(run(["start"]).stdout, /it is empty until the next "pulumi up"/);
        assert.deepEqual(calls(), [
            "container stop solo-weaver-vault",
            "container rm --force --volumes solo-weaver-vault",
            "container start solo-weaver-vault",
        ]);
    });

    it("says what makes a container that isn't there, and finds nothing to remove", () => {
        installDocker("");
        for (const command of [["start"], ["stop"], ["list"], ["get", "grafana/x"]]) {
            const { status, stderr } = run(command);
            assert.equal(status, 1);
            assert.match(stderr, /^error: there is no container solo-weaver-vault; "pulumi up"[^\n]*\n$/);
        }
        assert.match(run(["status"]).stdout, /^solo-weaver-vault: does not exist; "pulumi up"/);
        assert.equal(run(["clean"]).status, 0);
        assert.deepEqual(calls(), []);
    });

    it("says what starts one that is stopped", () => {
        installDocker("exited");
        const { status, stderr } = run(["list"]);
        assert.equal(status, 1);
        assert.equal(
            stderr,
            'error: solo-weaver-vault is exited; "alloy-stack vault start" starts it, empty\n',
        );
    });

    it("says in one line that there is no docker", () => {
        fs.mkdirSync(path.join(folder, "empty"));
        const { status, stderr } = run(["status"], "", path.join(folder, "empty"));
        assert.equal(status, 1);
        assert.match(stderr, /^error: there is no docker command here; install Docker[^\n]*\n$/);
    });

    it("lists and gets with the root token, which no process list shows", () => {
        installDocker("running", 'echo "$VAULT_ADDR $VAULT_TOKEN"');
        assert.equal(run(["list"]).stdout, "http://127.0.0.1:8200 devtoken\n");
        assert.equal(run(["get", "secret/grafana/alloy/c/prometheus/local"]).status, 0);
        const inVault = "exec --interactive --env=VAULT_ADDR --env=VAULT_TOKEN solo-weaver-vault vault";
        assert.deepEqual(calls(), [
            `${inVault} kv list -mount=secret grafana/alloy`,
            `${inVault} kv get -mount=secret grafana/alloy/c/prometheus/local`,
        ]);
    });

    it("uses the token that the container was made with", () => {
        installDocker("running", 'echo "$VAULT_TOKEN"', ["A=b", "VAULT_DEV_ROOT_TOKEN_ID=another=one"]);
        assert.equal(run(["list"]).stdout, "another=one\n");
    });

    it("says what Vault says when it fails, and shows a sealed one's status", () => {
        installDocker("running", 'echo "No value found at secret/metadata/x" >&2; exit 2');
        const { status, stderr } = run(["list", "x"]);
        assert.equal(status, 1);
        assert.equal(stderr, "error: vault kv list: No value found at secret/metadata/x\n");
        installDocker("running", "echo Sealed true; exit 2");
        assert.match(run(["status"]).stdout, /Up 5 minutes\nhttp:.*\nSealed true/s);
    });

    it("writes a secret as it was given, and keeps the entry's others", () => {
        installDocker("running", `cat > ${folder}/given`);
        const { status, stdout } = run(["put", "grafana/alloy/c/loki/r", "--property", "token"], "s3cr3t\n");
        assert.equal(status, 0);
        assert.equal(fs.readFileSync(path.join(folder, "given"), "utf8"), "s3cr3t");
        assert.equal(calls().length, 1);
        assert.match(calls()[0]!, / vault kv patch -mount=secret grafana\/alloy\/c\/loki\/r token=-$/);
        assert.match(stdout, /wrote token of secret\/grafana\/alloy\/c\/loki\/r/);
        assert.doesNotMatch(stdout + calls().join(), /s3cr3t/);
    });

    it("makes an entry that isn't there", () => {
        const missing = 'echo "Error making API request." "Code: 404. Errors:" >&2; exit 2';
        installDocker("running", `case "$*" in *patch*) ${missing};; esac; cat > ${folder}/given`);
        assert.equal(run(["put", "x"], "s3cr3t").status, 0);
        assert.match(calls()[1]!, / vault kv put -mount=secret x password=-$/);
        assert.equal(fs.readFileSync(path.join(folder, "given"), "utf8"), "s3cr3t");
    });

    it("writes nothing when nothing is given", () => {
        installDocker("running");
        const { status, stderr } = run(["put", "x"], "\n");
        assert.equal(status, 1);
        assert.equal(stderr, "error: no password was given; type it, or pipe it in\n");
        assert.deepEqual(calls(), []);
    });

    it("prints what the owners of a stack's Vault have to run, and nothing for a stack with its own", () => {
        const file = path.join(folder, "west.yaml");
        const prod = fs.readFileSync(path.join(project, "Pulumi.prod.yaml"), "utf8");
        fs.writeFileSync(file, prod.replace("prod-cluster", "west"));
        const { status, stdout, stderr } = run(["setup", "--stack", "prod", "--config-file", file]);
        assert.equal(status, 0, stderr);
        assert.match(
            stdout,
            /^# What the Vault at https:\/\/vault\.example\.com needs for the cluster "west"/,
        );
        assert.match(stdout, /path "secret\/data\/grafana\/alloy\/west\/\*"/);
        const dev = run(["setup", "--stack", "dev"]);
        assert.equal(dev.status, 1);
        assert.match(dev.stderr, /^error: stack dev has a Vault of its own[^\n]*\n$/);
    });
});
