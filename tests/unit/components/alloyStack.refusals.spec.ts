import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AlloyStack, AlloyStackArgs } from "../../../components/index";
import { argsProblems } from "../../../components/validate/args";
import { record } from "../../support/recording";

const remote = { name: "r", url: "https://h/api/v1/write", username: "u", password: "p" };

/** What creating a stack throws at once, and the resources that were registered before. */
async function refusal(args: AlloyStackArgs): Promise<{ error: unknown; registered: string[] }> {
    const registered: string[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ name }) => {
            registered.push(name);
            return { id: name, state: {} };
        },
        call: () => ({}),
    });
    try {
        new AlloyStack("s", args);
    } catch (error) {
        return { error, registered };
    } finally {
        await pulumi.runtime.disconnect();
    }
    return { error: undefined, registered };
}

describe("a stack with wrong args", () => {
    it("is refused for all of it at once, each with its property's path, before anything is registered", async () => {
        const wrong: AlloyStackArgs = {
            clusterName: "a b",
            prometheusRemotes: [{ ...remote, url: "h", password: "" }],
            lokiRemotes: [remote, remote],
            storagePath: "x",
            agentResources: { limits: { memory: "1Mi" } },
        };
        const { error, registered } = await refusal(wrong);
        assert.deepEqual(registered, []);
        assert.ok(error instanceof pulumi.InputPropertiesError, String(error));
        const problems = argsProblems(wrong).map(({ path, found, expected }) => ({
            propertyPath: path,
            reason: `${found}; expected: ${expected}`,
        }));
        assert.deepEqual(error.errors, problems);
        assert.deepEqual(
            problems.map(({ propertyPath }) => propertyPath),
            [
                "clusterName",
                "prometheusRemotes[0]",
                "prometheusRemotes[0].password",
                "lokiRemotes",
                "vault",
                "agentResources.limits.memory",
                "agentResources.limits.memory",
                "storagePath",
            ],
        );
        const lines = problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
        assert.equal(error.message, lines.join("\n"));
    });

    it("is refused for what another resource says once that is known", async () => {
        const args: AlloyStackArgs = {
            clusterName: "c",
            prometheusRemotes: [{ ...remote, url: pulumi.output(Promise.resolve("https://u:hunter2@h/x")) }],
            vault: { address: "https://vault.example.com" },
            esoLogin: { password: "p" },
        };
        const { registered, refused } = await record(() => new AlloyStack("s", args), { preview: true });
        assert.deepEqual(
            registered.flatMap(({ name, refused: isRefused }) => (isRefused ? [name] : [])),
            ["s-agent-config"],
        );
        assert.equal(refused.length, 1);
        assert.match(refused.join(), /^prometheusRemotes: the remote "r" has a login inside its URL/);
        assert.doesNotMatch(refused.join(), /hunter2/);
        const right = { ...args, prometheusRemotes: [{ ...remote, url: pulumi.output("https://h/x") }] };
        const accepted = await record(() => new AlloyStack("s", right), { preview: true });
        assert.deepEqual(accepted.refused, []);
    });
});
