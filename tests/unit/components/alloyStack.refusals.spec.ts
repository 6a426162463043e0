import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AlloyStack, AlloyStackArgs } from "../../../components/index";
import { argsProblems } from "../../../components/validate/args";
import { recordFailing } from "../../support/recording";

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
                "agentResources",
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
        const { thrown } = await recordFailing(() => new AlloyStack("s", args));
        const refused = thrown.filter((one) => one instanceof pulumi.InputPropertiesError);
        assert.deepEqual(
            refused.flatMap(({ errors = [] }) => errors.map(({ propertyPath }) => propertyPath)),
            ["prometheusRemotes"],
        );
        assert.match(refused.join(), /the remote "r" has a login inside its URL/);
        assert.doesNotMatch(thrown.join(), /hunter2/);
    });
});
