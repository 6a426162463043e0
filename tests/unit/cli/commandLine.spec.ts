import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { Command } from "commander";

import { operations } from "../../../cli/fleet/fleet";
import { alloyStack } from "../../../cli/main";
import { parsed, refusal } from "./support/commandLine";

const project = path.resolve(__dirname, "../../..");

/** What a command says with --help, all of it. */
function helpOf(program: Command, names: string[]): string {
    let found = program;
    for (const name of names) found = found.commands.find((one) => one.name() === name) ?? program;
    let text = "";
    found.configureOutput({ writeOut: (more) => (text += more) });
    found.outputHelp();
    return text;
}

describe("the command line", () => {
    it("is told what is wrong with a value, with every command that takes it", () => {
        for (const command of ["up", "verify"])
            for (const value of ["abc", "-1", "1.5", "", "99999999"])
                assert.match(
                    refusal(`${command} --patience=${value}`),
                    /'--patience <seconds>' argument '.*' is invalid\. Write a number of seconds\./,
                );
        assert.match(refusal("verify --since=soon"), /Write a number and "s", "m" or "h"\./);
        assert.match(refusal("verify --module=nonsense"), /Allowed choices are agent-metrics, /);
        assert.match(refusal("up --nonsense"), /unknown option '--nonsense'/);
        assert.match(refusal("nonsense"), /unknown command 'nonsense'/);
    });

    it("may be about any stack, in any folder and with any file", () => {
        const about = "-s prod -C /elsewhere --config-file f.yaml";
        for (const command of [
            "render",
            "preview",
            "up",
            "refresh",
            "destroy",
            "verify",
            "cost",
            "vault setup",
        ]) {
            const { stack, cwd, configFile } = parsed(`${command} ${about}`);
            assert.deepEqual(
                { stack, cwd, configFile },
                { stack: "prod", cwd: "/elsewhere", configFile: "f.yaml" },
            );
        }
    });

    it("ends with 2 where it is wrong, with 0 for help, and with 1 for what fails", () => {
        const run = (...args: string[]) =>
            spawnSync(process.execPath, ["cli/bin.mjs", ...args], { cwd: project, encoding: "utf8" });
        assert.equal(run("up", "--patience", "abc").status, 2);
        const help = run("--help");
        assert.equal(help.status, 0);
        assert.match(help.stdout, /^Exit codes: 0 .*, 1 .*, 2 .*, 130 /m);
        const nowhere = run("render", "--stack", "dev", "--cwd", "/nowhere");
        assert.equal(nowhere.status, 1);
        assert.equal(
            nowhere.stderr,
            "error: there is no Pulumi.yaml in /nowhere; give the project's folder with --cwd\n",
        );
    });

    it("says in its help with what it ends, of each command that a pipeline runs", () => {
        const program = alloyStack();
        const named = [...operations.map((name) => ["fleet", name]), ...operations.map((name) => [name])];
        for (const names of [...named, ["render"], ["cost"], ["vault", "rotate"]])
            assert.match(helpOf(program, names), /^Exit codes: 0 .*\b1 /m, names.join(" "));
    });

    it("prints a result for another program with each command that a pipeline runs", () => {
        for (const operation of operations) {
            assert.equal(parsed(`${operation} --json`).json, true);
            assert.equal(parsed(`fleet ${operation} x --json`).json, true);
        }
    });

    it("can end when Pulumi does, without verifying", () => {
        assert.equal(parsed("up").verify, true);
        assert.equal(parsed("up --no-verify").verify, false);
    });

    it("has a command for each file of them, and a short form in package.json that exists", () => {
        const files = fs
            .readdirSync(path.join(project, "cli/commands"))
            .map((file) => file.replace(".ts", ""));
        for (const command of files.filter((file) => file !== "values"))
            assert.doesNotMatch(refusal(`${command} --nonsense`), /unknown command/);
        const { scripts } = JSON.parse(fs.readFileSync(path.join(project, "package.json"), "utf8")) as {
            scripts: Record<string, string>;
        };
        const called = Object.values(scripts).flatMap((script) => script.match(/alloy-stack \w+/g) ?? []);
        assert.ok(called.length >= 6);
        for (const line of called)
            assert.match(
                refusal(`${line.replace("alloy-stack ", "")} --nonsense`),
                /unknown option '--nonsense'/,
            );
    });
});
