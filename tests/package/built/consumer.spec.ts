import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { freshFolder, repository, run } from "../support/folder";
import { compile, installPackage, ownTypescript } from "../support/installed";

interface Registered {
    type: string;
    name: string;
    inputs: unknown;
}

const mocked = path.join(repository, "tests/package/support/mocked.cjs");
const secrets = JSON.stringify({
    "alloy-stack:prometheusPassword": "of-the-remote",
    "alloy-stack:esoPassword": "of-the-operator",
});

/** Without the providers, which are the programs' own, and without args, in which the repository's program spells out defaults. */
function components(printed: string): Registered[] {
    const registered = JSON.parse(printed) as Registered[];
    return registered
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ type, name, inputs }) => ({
            type,
            name,
            inputs: type.startsWith("alloy-stack:") ? {} : inputs,
        }))
        .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}

describe("the packed package", () => {
    const folder = freshFolder();
    const installed = path.join(folder, "node_modules/alloy-stack");
    const inPackage = (name: string) => path.join(installed, name);

    before(async function () {
        this.timeout(300_000);
        await installPackage(folder, ownTypescript());
        fs.copyFileSync(path.join(repository, "examples/typescript/index.ts"), path.join(folder, "index.ts"));
    });

    it("has all templates, types and source maps, and no source", () => {
        const files = fs.readdirSync(installed, { recursive: true, encoding: "utf8" });
        const templates = fs.readdirSync(path.join(repository, "alloy")).map((name) => `alloy/${name}`);
        for (const file of [...templates, "LICENSE", "README.md", "CHANGELOG.md"])
            assert.ok(files.includes(file), file);
        for (const file of ["dist/index", "dist/dev/index"])
            for (const kind of [".js", ".js.map", ".d.ts"])
                assert.ok(files.includes(file + kind), file + kind);
        assert.ok(files.includes("dist/dev/config/prometheus.yml"));
        assert.deepEqual(
            files.filter((file) => /\.spec\.|tests|(?<!\.d)\.ts$/.test(file)),
            [],
        );
    });

    it("names no path of the machine that made it", () => {
        const files = fs
            .readdirSync(installed, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => path.join(entry.parentPath, entry.name));
        assert.ok(files.length > 200, String(files.length));
        assert.deepEqual(
            files.filter((file) => fs.readFileSync(file, "utf8").includes(repository)),
            [],
        );
    });

    it("brings no Docker provider", () => {
        assert.equal(fs.existsSync(path.join(folder, "node_modules/@pulumi/docker")), false);
        assert.ok(fs.existsSync(path.join(folder, "node_modules/@pulumi/kubernetes")));
    });

    for (const resolution of ["nodenext", "node10"] as const)
        it(`compiles with tsc --strict, with modules resolved as ${resolution} does`, async function () {
            this.timeout(120_000);
            await compile(folder, resolution);
            assert.ok(fs.existsSync(path.join(folder, "index.js")));
        });

    it("registers what the repository's own program registers", async function () {
        this.timeout(60_000);
        const theirs = await run(folder, "node", mocked, "index.js", secrets);
        const ours = await run(
            repository,
            "node",
            ...["--require", "tsx/cjs", mocked, "tests/package/support/program.ts", secrets],
        );
        assert.ok(components(ours).length > 20, String(components(ours).length));
        assert.deepEqual(components(theirs), components(ours));
    });

    it("exports the dev environment to those who have a Docker provider", async () => {
        const script = "require('alloy-stack/dev')";
        await assert.rejects(run(folder, "node", "--eval", script), /Cannot find module '@pulumi\/docker'/);
        const { exports } = JSON.parse(fs.readFileSync(inPackage("package.json"), "utf8")) as {
            exports: Record<string, unknown>;
        };
        assert.deepEqual(Object.keys(exports), [".", "./dev", "./schema.json", "./package.json"]);
    });
});
