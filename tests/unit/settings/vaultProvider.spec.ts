import * as assert from "node:assert/strict";

import { vaultProvider } from "../../../settings/vaultProvider";
import { VaultAccess } from "../../../settings/vault";
import { record } from "../../support/recording";

const address = "https://vault.example.com";

describe("the provider for a Vault of somebody else's", () => {
    /** What a stack registers whose state has kept the place of its first update's Vault; none has been if undefined. */
    const register = (access: VaultAccess, first?: string, aliases: string[] = []) =>
        record(() => vaultProvider(access, aliases), {
            project: "alloy-stack",
            stack: "west",
            ...(first !== undefined && { state: { vault: { output: first } } }),
        });

    it("has its address and namespace, and the file of its authority, and no token", async () => {
        const certificate = "unused, since the file is the project's own";
        const authority = { certificate, file: "Pulumi.yaml" };
        const access = { address, namespace: "admin/team-a", authority };
        const aliases = ["urn:pulumi:west::p::pulumi:providers:vault::before"];
        const { registered } = await register(access, undefined, aliases);
        const [stash, provider] = registered;
        assert.deepEqual(
            [stash?.name, stash?.inputs],
            ["vault", { input: `${address}, namespace admin/team-a` }],
        );
        assert.deepEqual([provider?.name, provider?.aliases], ["vault", aliases]);
        const { maxLeaseTtlSeconds, maxRetries, ...inputs } = provider?.inputs ?? {};
        assert.deepEqual(inputs, { address, namespace: "admin/team-a", caCertFile: "Pulumi.yaml" });
    });

    it("is the same with a slash behind its address", async () => {
        const { registered, refused } = await register({ address: `${address}/` }, address);
        assert.deepEqual(refused, []);
        assert.equal(registered[1]?.name, "vault");
    });

    it("is refused for another Vault or namespace than the state's, with what to do in each case", async () => {
        for (const [access, first] of [
            [{ address }, "https://other.example.com"],
            [{ address, namespace: "a" }, `${address}, namespace b`],
            [{ address, namespace: "a" }, address],
            [{ address }, `${address}, namespace b`],
        ] as const) {
            const now = "namespace" in access ? `${address}, namespace a` : address;
            const { registered, refused } = await register(access, first);
            assert.deepEqual(
                registered.flatMap(({ name, refused: isRefused }) => (isRefused ? [name] : [])),
                ["vault"],
            );
            assert.deepEqual(refused, [
                [
                    `alloy-stack:vaultAddress: leads to ${now}, and this stack's entries are in ${first}; expected: that Vault.`,
                    "  If it is the same one under another address, or to write everything into another one: pulumi up --refresh --run-program --replace 'urn:pulumi:west::alloy-stack::pulumi:index:Stash::vault'",
                    "  What is in the former one stays there, for its owners to remove.",
                ].join("\n"),
            ]);
        }
    });
});
