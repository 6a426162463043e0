import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { parsed, refusal } from "./support/commandLine";
import { eachFolder } from "./support/folder";

const project = path.resolve(__dirname, "../../..");

describe("alloy-stack fleet", function () {
    // The whole program is started, and it starts itself.
    this.timeout(120_000);
    const { at, write } = eachFolder();

    it("takes a single stack's options, and checks them as there", () => {
        const options = parsed("fleet up prod-* --patience 30 --no-verify --parallel 8");
        assert.deepEqual([options.patience, options.verify, options.parallel], ["30", false, 8]);
        assert.match(refusal("fleet up prod-* --patience abc"), /Write a number of seconds/);
        assert.match(refusal("fleet verify prod-* --since soon"), /Write a number and "s", "m" or "h"/);
        assert.match(refusal("fleet verify prod-* --module nonsense"), /Allowed choices are/);
        assert.match(refusal("fleet up prod-* --parallel 0"), /1 or more/);
        assert.match(refusal("fleet up prod-* --stack prod-1"), /unknown option '--stack'/);
        assert.match(refusal("fleet preview prod-* --markdown"), /unknown option '--markdown'/);
        assert.match(refusal("fleet up"), /missing required argument 'patterns'/);
    });

    /** Run it as a user does, with a pulumi that knows these stacks and nothing else. */
    function run(...args: string[]) {
        write("Pulumi.yaml", "name: alloy-stack\nruntime: nodejs\n");
        const listed = JSON.stringify([{ name: "prod-b" }, { name: "prod-a" }, { name: "dev" }]);
        const script = `#!/bin/sh\n[ "$2" = ls ] && { echo '${listed}'; exit; }\necho "error: it is $4" >&2; exit 1\n`;
        fs.chmodSync(write("pulumi", script), 0o755);
        return spawnSync(
            process.execPath,
            ["cli/bin.mjs", "fleet", ...args, "-C", at(), "--logs", at("logs")],
            {
                cwd: project,
                encoding: "utf8",
                env: { ...process.env, PATH: `${at()}:/bin` },
            },
        );
    }

    it("runs this same program for each, ends with 1 if one fails, and prints what another program reads", () => {
        const { status, stdout, stderr } = run("preview", "prod-*", "--json", "--expect-no-changes");
        assert.equal(status, 1, stderr);
        const { stacks } = JSON.parse(stdout) as {
            stacks: { stack: string; outcome: string; code: number }[];
        };
        assert.deepEqual(
            stacks.map(({ stack, outcome, code }) => [stack, outcome, code]),
            // With 2 its command line would be wrong.
            [
                ["prod-a", "failed", 1],
                ["prod-b", "failed", 1],
            ],
        );
        assert.match(fs.readFileSync(at("logs/preview/prod-a.log"), "utf8"), /pulumi: it is /);
        assert.match(stderr, /^2 failed, in /m);
    });

    it("destroys nothing that nobody has been asked about", () => {
        const { status, stderr } = run("destroy", "prod-*");
        assert.equal(status, 1);
        assert.match(stderr, /there is no terminal to confirm this on; give --yes/);
        assert.ok(!fs.existsSync(at("logs")));
    });
});
