import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const repository = path.resolve(__dirname, "../..");

describe(".ci/run", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "ci-"));
        write(".ci/run", fs.readFileSync(path.join(repository, ".ci/run"), "utf8"));
        write("tests/lab/smoke.sh", "#!/bin/sh\n");
        for (const name of fs.readdirSync(path.join(repository, "tests/e2e")))
            if (name.endsWith(".spec.ts")) write(`tests/e2e/${name}`, "// Takes 1 minute.\n    it(\n");
        write("bin/git", "#!/bin/sh\necho 7\n");
        write("bin/npm", "#!/bin/sh\n");
        write("bin/npx", '#!/bin/sh\necho "$*" >> ran\necho 1 0 0 >> "$TEST_COUNTS"\n');
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function write(name: string, text: string): void {
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text, { mode: 0o755 });
    }

    /** How it ends: its code, its last line, and the files of end-to-end tests that it ran. */
    function run(environment: Record<string, string> = {}) {
        const PATH = `${path.join(folder, "bin")}:${process.env.PATH ?? ""}`;
        const env = { ...process.env, PATH, ...environment };
        const { status, stdout } = spawnSync("bash", [".ci/run"], { cwd: folder, env, encoding: "utf8" });
        const ran = path.join(folder, "ran");
        const files = fs.existsSync(ran) ? fs.readFileSync(ran, "utf8").match(/\d\d-[\w-]+/g) : [];
        return { status, last: stdout.trimEnd().split("\n").at(-1), files: files ?? [], stdout };
    }

    it("runs every file of end-to-end tests once, the quick start first", () => {
        const { status, last, files } = run();
        const all = fs.readdirSync(path.join(folder, "tests/e2e")).map((name) => name.split(".")[0] ?? "");
        assert.equal(files[0], "01-quick-start");
        assert.deepEqual([...files].sort(), all.sort());
        assert.deepEqual([status, last], [0, `${all.length + 5} passed, 0 failed, 0 skipped`]);
    });

    it("fails if a step has failed, and skips what is behind it", () => {
        write("bin/npm", '#!/bin/sh\n[ "$1" != test ]\n');
        const { status, last, files } = run();
        assert.deepEqual(files, []);
        assert.match(last ?? "", /^4 passed, 1 failed, \d+ skipped$/);
        assert.equal(status, 1);
    });

    it("fails if a test has failed, or a file did not end", () => {
        write("bin/npx", '#!/bin/sh\necho 1 1 0 >> "$TEST_COUNTS"\nexit 1\n');
        assert.equal(run().status, 1);
        write("bin/npx", "#!/bin/sh\nexit 1\n");
        const { status, stdout } = run();
        assert.match(stdout, /FAILED: tests\/e2e\/01-quick-start\.spec\.ts did not end/);
        assert.equal(status, 1);
    });

    it("runs a file that has failed once more, and says so", () => {
        const failing = (more: string) =>
            `#!/bin/sh\nread n < tries; echo $((n + 1)) > tries\ncase "$*" in *07-modules*) [ $n -gt ${more} ]; ok=$?;; *) ok=0;; esac\necho 1 $ok 0 >> "$TEST_COUNTS"\nexit $ok\n`;
        const count = fs.readdirSync(path.join(folder, "tests/e2e")).length;
        write("tries", "0\n");
        write("bin/npx", failing("3"));
        const unstable = run();
        assert.match(unstable.stdout, /UNSTABLE: tests\/e2e\/07-modules\.spec\.ts passed in an empty lab/);
        assert.deepEqual([unstable.status, unstable.last], [0, `${count + 5} passed, 0 failed, 0 skipped`]);
        write("bin/npx", failing("1000"));
        const broken = run();
        assert.deepEqual([broken.status, broken.last], [1, `${count + 5} passed, 1 failed, 0 skipped`]);
    });

    it("lists what there was no time for, and passes", () => {
        const { status, stdout, files } = run({ CI_MINUTES: "0" });
        assert.deepEqual(files, []);
        assert.match(stdout, /SKIPPED: tests\/e2e\/04-engine\.spec\.ts: too little time left/);
        assert.equal(status, 0);
    });
});
