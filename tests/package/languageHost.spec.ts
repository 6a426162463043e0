import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { FakeEngine } from "./support/engine";
import { repository } from "./support/folder";

interface Project {
    main: string;
    runtime: { options: { typescript: boolean; nodeargs: string } };
}

/** Run the program as Pulumi's language host for Node does, by the options of Pulumi.yaml. Returns the process's end. */
async function runProgram(engine: FakeEngine, config: Record<string, string>, environment = {}) {
    const file = path.join(repository, "Pulumi.yaml");
    const { main, runtime } = parse(fs.readFileSync(file, "utf8")) as Project;
    const { typescript, nodeargs } = runtime.options;
    const running = spawn(
        "node",
        [
            ...nodeargs.split(" "),
            require.resolve("@pulumi/pulumi/cmd/run"),
            ...["--monitor", engine.address, "--engine", engine.address, "--project", "alloy-stack"],
            ...["--stack", "dev", "--pwd", repository, "--dry-run", "--parallel", "4", main],
        ],
        {
            cwd: repository,
            stdio: "ignore",
            env: {
                ...process.env,
                PULUMI_CONFIG: JSON.stringify(config),
                PULUMI_CONFIG_SECRET_KEYS: "[]",
                ...(typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
                ...environment,
            },
        },
    );
    const [code] = (await once(running, "exit")) as [number];
    return code;
}

describe("the program in Pulumi's language host", () => {
    let engine: FakeEngine;
    beforeEach(async () => {
        engine = await FakeEngine.start();
    });
    afterEach(() => {
        engine.stop();
    });

    // Node never ends showing a stack with the SDK's own files in colours.
    it("says what is wrong with the configuration, and ends", async function () {
        this.timeout(120_000);
        // 32 is for what the user has been told of.
        assert.equal(await runProgram(engine, {}), 32);
        assert.match(engine.errors.join("\n"), /alloy-stack:clusterName: is missing/);
        assert.doesNotMatch(engine.errors.join("\n"), /\n {4}at /);
    });

    it("says what is wrong with args too, whatever is asked of TypeScript", async function () {
        this.timeout(120_000);
        const config = {
            "alloy-stack:config:clusterName": "a b",
            "alloy-stack:config:kubeconfig": "{}",
        };
        assert.equal(await runProgram(engine, config, { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }), 32);
        assert.match(engine.errors.join("\n"), /clusterName: is "a b"/);
    });
});
