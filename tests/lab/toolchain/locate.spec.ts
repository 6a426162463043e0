import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { locate, which } from "./locate";
import { tools } from "./manifest";
import { Tool } from "./tool";

/** A tool that no cache holds, so that only PATH can have it. */
const tool: Tool = {
    name: "example",
    version: "1.4.2",
    commands: ["alloy-stack-example"],
    accepts: "~1.4.0",
    probe: ["--version"],
    source: { kind: "debian", packages: ["example"], as: "install" },
};

describe("a tool on PATH", () => {
    let folder: string;
    const path_ = process.env.PATH;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "path-"));
        process.env.PATH = `${folder}:${path_ ?? ""}`;
    });
    afterEach(() => {
        process.env.PATH = path_;
        fs.rmSync(folder, { recursive: true });
    });

    function install(prints: string, mode = 0o755): string {
        const file = path.join(folder, "alloy-stack-example");
        fs.writeFileSync(file, `#!/bin/sh\n${prints}\n`, { mode });
        return file;
    }

    it("is used when its version fits", async () => {
        const file = install("echo example, version v1.4.9 >&2");
        const found = await locate(tool);
        assert.deepEqual(found && [found.from, found.commands], ["PATH", { "alloy-stack-example": file }]);
    });

    it("is not used when its version does not fit, or when it cannot tell one", async () => {
        install("echo 1.5.0");
        assert.equal(await locate(tool), undefined);
        install("echo 1.4.9; exit 1");
        assert.equal(await locate(tool), undefined);
    });

    it("has to be executable", () => {
        install("echo 1.4.2", 0o644);
        assert.equal(which("alloy-stack-example"), undefined);
    });
});

describe("the manifest", () => {
    it("accepts what it pins", async () => {
        const { satisfies, coerce } = await import("semver");
        for (const { name, version, accepts } of tools) {
            assert.ok(satisfies(coerce(version)!, accepts), `${name} ${version} is not in ${accepts}`);
        }
    });

    it("names no command twice", () => {
        const commands = tools.flatMap((t) => t.commands);
        assert.deepEqual(
            commands.filter((c, index) => commands.indexOf(c) !== index),
            [],
        );
    });
});
