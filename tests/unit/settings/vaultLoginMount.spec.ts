import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { askLoginMount } from "../../../settings/vaultLoginMount";
import { rememberEnvironment } from "../../support/environment";

/** As Vault 1.21 says it. */
const missing = { errors: ["No secret engine mount at auth/userpass/"] };

describe("the login method's mount in a Vault that is written", () => {
    let putBack: () => void;
    let server: http.Server;
    let asked: (string | undefined)[][];
    let answer: { status: number; body: object };

    beforeEach(async () => {
        putBack = rememberEnvironment("HOME", "VAULT_TOKEN");
        process.env.HOME = fs.mkdtempSync(path.join(os.tmpdir(), "home-"));
        process.env.VAULT_TOKEN = "a-token";
        asked = [];
        server = http.createServer(({ method, url, headers }, response) => {
            asked.push([method, url, headers["x-vault-token"]?.toString()]);
            response.writeHead(answer.status).end(JSON.stringify(answer.body));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterEach(() => {
        fs.rmSync(process.env.HOME ?? "", { recursive: true });
        putBack();
        server.close();
        server.closeAllConnections();
    });

    function ask(): Promise<void> {
        const { port } = server.address() as AddressInfo;
        return askLoginMount({ address: `http://127.0.0.1:${port}` }, "userpass");
    }

    it("is missed before anything is planned, with what to do", async () => {
        answer = { status: 400, body: missing };
        await assert.rejects(ask(), {
            message:
                /^the Vault at http:\/\/127\S+ has no login method mounted at "userpass": have its owners run what `alloy-stack vault setup` prints, or name another mount in alloy-stack:esoLoginMount$/,
        });
        assert.deepEqual(asked, [["GET", "/v1/sys/mounts/auth/userpass", "a-token"]]);
    });

    it("is asked for with the token that vault login has left", async () => {
        delete process.env.VAULT_TOKEN;
        fs.writeFileSync(path.join(process.env.HOME ?? "", ".vault-token"), "another\n");
        answer = { status: 200, body: { data: { type: "userpass" } } };
        await ask();
        assert.deepEqual(asked, [["GET", "/v1/sys/mounts/auth/userpass", "another"]]);
    });

    it("is left to the provider, where it cannot be asked for", async () => {
        answer = { status: 403, body: { errors: ["permission denied"] } };
        await ask();
        assert.equal(asked.length, 1);
        delete process.env.VAULT_TOKEN;
        await ask();
        assert.equal(asked.length, 1);
    });
});
