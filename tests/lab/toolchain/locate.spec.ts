import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { cacheFolder, locate, lokiOnPath, which } from "./locate";
import { tools, toolsOfTests } from "./manifest";
import { GoModule, title, Tool } from "./tool";

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
        // What this machine has is not to be found.
        process.env.PATH = `${folder}:/usr/bin:/bin`;
    });
    afterEach(() => {
        process.env.PATH = path_;
        fs.rmSync(folder, { recursive: true });
    });

    function install(prints: string, mode = 0o755, name = "alloy-stack-example"): string {
        const file = path.join(folder, name);
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

    it("is Loki, where there is one that can tell its version: another program has the same name", async () => {
        assert.equal(await lokiOnPath(), undefined);
        install("echo loki: 2.4.7", 0o755, "loki");
        assert.equal(await lokiOnPath(), undefined);
        const file = install("echo loki, version 3.7.8", 0o755, "loki");
        assert.equal(await lokiOnPath(), file);
    });

    it("has to be executable", () => {
        install("echo 1.4.2", 0o644);
        assert.equal(which("alloy-stack-example"), undefined);
    });
});

describe("the manifest", () => {
    it("accepts what it pins", async () => {
        const { satisfies, coerce } = await import("semver");
        for (const { name, version, accepts } of [...tools, ...toolsOfTests]) {
            assert.ok(satisfies(coerce(version)!, accepts), `${name} ${version} is not in ${accepts}`);
        }
    });

    it("says of a trimmed tool that it is that", () => {
        const alloy = tools.find(({ name }) => name === "alloy");
        assert.match(alloy ? title(alloy) : "", /^alloy 1\.19\.0, trimmed to the components that/);
        assert.equal(title(tool), "example 1.4.2");
    });

    it("makes a trimmed tool again when a file of ours in it has changed, or lies elsewhere", () => {
        const ours = fs.mkdtempSync(path.join(os.tmpdir(), "trimmed-"));
        const modules = { "example.org/example": path.relative(path.join(__dirname, "trimmed"), ours) };
        const source: GoModule = {
            kind: "go",
            module: "example.org/example",
            version: "v1.4.2",
            main: "example.org/example",
            seconds: 1,
            trimmed: { to: "what is used", modules },
        };
        const folders = new Set<string>();
        const see = () => folders.add(cacheFolder({ ...tool, source }));
        fs.writeFileSync(path.join(ours, "all.go"), "package all");
        see();
        see();
        assert.equal(folders.size, 1);
        fs.writeFileSync(path.join(ours, "all.go"), "package all // more");
        see();
        fs.renameSync(path.join(ours, "all.go"), path.join(ours, "some.go"));
        see();
        fs.rmSync(ours, { recursive: true });
        assert.equal(folders.size, 3);
    });

    it("names no command twice", () => {
        const commands = [...tools, ...toolsOfTests].flatMap((t) => t.commands);
        assert.deepEqual(
            commands.filter((c, index) => commands.indexOf(c) !== index),
            [],
        );
    });
});
