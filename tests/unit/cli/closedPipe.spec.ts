import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";

const bin = path.resolve(__dirname, "../../../cli/bin.mjs");

describe("output that nobody reads to its end", () => {
    it("is no failure", function () {
        this.timeout(60_000);
        // The reader is gone before the first line is written.
        const command = 'set -o pipefail; { sleep 1; "$0" "$1" --help; } | true';
        const { status, stderr } = spawnSync("bash", ["-c", command, process.execPath, bin]);
        assert.deepEqual({ status, stderr: stderr.toString() }, { status: 0, stderr: "" });
    });
});
