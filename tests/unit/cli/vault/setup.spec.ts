import * as assert from "node:assert/strict";

import { stringify } from "yaml";

import { setupOfStack } from "../../../../cli/vault/setup";
import { eachFolder } from "../support/folder";

describe("what a stack's Vault has to be set up with", () => {
    const folder = eachFolder();
    const { PATH } = process.env;
    beforeEach(() => {
        // There is no pulumi: the files have all of it.
        process.env.PATH = folder.at("bin");
        folder.write("Pulumi.yaml", "name: alloy-stack\n");
    });
    afterEach(() => {
        process.env.PATH = PATH;
    });

    function setup(values: Record<string, unknown>): Promise<string> {
        const config = {
            clusterName: "west",
            vaultAddress: "https://vault.example.com",
            prometheusRemotes: ["a:https://a.example.com/w:alloy"],
            ...values,
        };
        folder.write("Pulumi.s.yaml", stringify({ config }));
        return setupOfStack({ folder: folder.at(), stack: "s" });
    }

    it("needs no id of the AppRole, which Vault's owners make with it", async () => {
        const script = await setup({ esoLogin: "appRole" });
        assert.match(script, /vault write auth\/approle\/role\/eso-west token_policies=eso-policy-west /);
        for (const esoRoleId of ["", "an-id"])
            assert.equal(await setup({ esoLogin: "appRole", esoRoleId }), script, esoRoleId);
    });

    it("is told where an id is for another login", async () => {
        await assert.rejects(setup({ esoLogin: "jwt", esoRoleId: "an-id" }), /alloy-stack:esoRoleId/);
    });

    it("is in the stack's namespace of that Vault", async () => {
        assert.match(
            await setup({ vaultNamespace: "admin/team-a" }),
            /^export VAULT_NAMESPACE=admin\/team-a$/m,
        );
    });
});
