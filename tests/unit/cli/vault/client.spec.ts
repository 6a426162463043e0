import * as assert from "node:assert/strict";
import * as http from "node:http";
import { AddressInfo } from "node:net";

import { vaultClient } from "../../../../cli/vault/client";
import { parseSettings } from "../../../../settings/settings";
import { rememberEnvironment } from "../../../support/environment";

describe("the client for a stack's Vault", () => {
    let server: http.Server;
    let address: string;
    let asked: { url: string; namespace: unknown; token: unknown }[];
    let putBack: () => void;

    beforeEach(async () => {
        putBack = rememberEnvironment("VAULT_TOKEN", "VAULT_NAMESPACE");
        process.env.VAULT_TOKEN = "t";
        delete process.env.VAULT_NAMESPACE;
        asked = [];
        server = http.createServer(({ url = "", headers }, response) => {
            asked.push({ url, namespace: headers["x-vault-namespace"], token: headers["x-vault-token"] });
            response.end(JSON.stringify({ data: { data: { password: "p" } } }));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
        putBack();
        server.close();
        server.closeAllConnections();
    });

    function client(values: Record<string, string>) {
        const given = {
            clusterName: "c",
            vaultAddress: address,
            prometheusRemotes: '["primary:https://p.example/api/v1/write:alloy"]',
            ...values,
        };
        const { settings } = parseSettings("alloy-stack", given, { placeholder: "not-decrypted" });
        return vaultClient("alloy-stack", settings);
    }

    it("asks in the configuration's namespace, also where the stack itself writes nothing", async () => {
        for (const vaultReadOnly of ["false", "true"]) {
            const found = await client({ vaultNamespace: "admin/west", vaultReadOnly });
            assert.deepEqual(await found?.readEntry("x"), { password: "p" });
        }
        const expected = { url: "/v1/secret/data/x", namespace: "admin/west", token: "t" };
        assert.deepEqual(asked, [expected, expected]);
    });

    it("asks nobody while VAULT_NAMESPACE says another one", async () => {
        process.env.VAULT_NAMESPACE = "admin/east";
        await assert.rejects(client({}), /alloy-stack:vaultNamespace/);
        await assert.rejects(client({ vaultNamespace: "admin/west" }), /VAULT_NAMESPACE is "admin\/east"/);
        assert.deepEqual(asked, []);
    });

    it("is none where nobody is logged in", async () => {
        process.env.VAULT_TOKEN = "";
        process.env.HOME = "/nowhere";
        assert.equal(await client({}), undefined);
    });
});
