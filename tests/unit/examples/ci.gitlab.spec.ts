import * as assert from "node:assert/strict";

import { parse } from "yaml";
import { z } from "zod";

import { parsed } from "../cli/support/commandLine";
import { commandLines } from "./commandLines";
import { ci, read } from "./files";

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
    const file = z.record(z.string(), z.unknown()).parse(parse(read(ci, "gitlab/gitlab-ci.yml")));

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
