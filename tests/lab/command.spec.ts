import * as assert from "node:assert/strict";

import { command, CommandFailed } from "./command";

describe("a command that fails", () => {
    it("says what it complained of, however much it printed besides", async () => {
        const failure = command("sh", ["-c", "echo no such package >&2; seq 100; exit 1"]);
        await assert.rejects(failure, (error) => {
            assert.ok(error instanceof CommandFailed);
            assert.match(error.message, /\nno such package$/);
            assert.match(error.output, /^1\n2\n/);
            return true;
        });
    });
});
