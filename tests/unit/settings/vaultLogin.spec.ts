import * as assert from "node:assert/strict";
import * as http from "node:http";
import { AddressInfo } from "node:net";

import { LoginMethod } from "../../../components/vault/login";
import { Problems } from "../../../settings/problems";
import { GivenLogin } from "../../../settings/vault";
import { tryLogin } from "../../../settings/vaultLogin";

interface Asked {
    method: string | undefined;
    url: string | undefined;
    headers: http.IncomingHttpHeaders;
    body: string;
}

describe("a login that Vault's owners have made", () => {
    const names = {
        method: LoginMethod.UserPass,
        mount: "userpass",
        username: "eso-west",
        role: "eso-west",
        policy: "eso-policy-west",
    };
    const secret = "planted-secret";
    let server: http.Server;
    let asked: Asked[];
    let answer: { status: number; body: object };

    beforeEach(async () => {
        asked = [];
        server = http.createServer((request, response) => {
            let body = "";
            request.on("data", (part: Buffer) => (body += part.toString()));
            request.on("end", () => {
                const { method, url, headers } = request;
                asked.push({ method, url, headers, body });
                response.writeHead(answer.status).end(JSON.stringify(answer.body));
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterEach(() => {
        server.close();
        server.closeAllConnections();
    });

    /** What is said of a login that Vault answers so. */
    async function tried(given: Partial<GivenLogin> = {}): Promise<string[]> {
        const { port } = server.address() as AddressInfo;
        const access = { address: `http://127.0.0.1:${port}/`, namespace: "admin" };
        const problems = new Problems("alloy-stack");
        await tryLogin({ access, names, credentials: { password: secret }, ...given }, problems);
        return problems.list.map(({ at, found, run }) => `${at} ${found} ${run ?? ""}`);
    }

    it("is tried once with the operator's credentials, and logged out", async () => {
        answer = { status: 200, body: { auth: { client_token: "a-token" } } };
        assert.deepEqual(await tried(), []);
        const said = asked.map(({ method, url, headers, body }) => [
            method,
            url,
            headers["x-vault-namespace"],
            headers["x-vault-token"],
            body,
        ]);
        assert.deepEqual(said, [
            [
                "PUT",
                "/v1/auth/userpass/login/eso-west",
                "admin",
                undefined,
                JSON.stringify({ password: secret }),
            ],
            ["PUT", "/v1/auth/token/revoke-self", "admin", "a-token", ""],
        ]);
    });

    it("is refused with a wrong password, with the key and the command, and without the password", async () => {
        answer = { status: 400, body: { errors: ["invalid username or password"] } };
        assert.deepEqual(await tried(), [
            'esoPassword is not the one of the user "eso-west", or there is no such user: Vault refuses the login at auth/userpass pulumi config set --secret alloy-stack:esoPassword',
        ]);
        assert.equal(asked.length, 1);
    });

    it("is refused with a wrong secret id", async () => {
        answer = { status: 400, body: { errors: ["invalid role or secret ID"] } };
        const appRole = { ...names, method: LoginMethod.AppRole, mount: "approle" };
        const said = await tried({ names: appRole, credentials: { role_id: "a-role", secret_id: secret } });
        assert.deepEqual(said, [
            "esoSecretId is not the one of the role in alloy-stack:esoRoleId: Vault refuses the login at auth/approle pulumi config set --secret alloy-stack:esoSecretId",
        ]);
        assert.deepEqual(
            asked.map(({ url, body }) => [url, body]),
            [["/v1/auth/approle/login", JSON.stringify({ role_id: "a-role", secret_id: secret })]],
        );
    });

    it("is left to the operator where Vault refuses this machine, or another thing is wrong", async () => {
        for (const [status, error] of [
            [403, "permission denied"],
            [400, 'source address "192.0.2.7" unauthorized by CIDR restrictions on the secret ID'],
            [404, "no handler for route"],
            [503, "Vault is sealed"],
        ] as const) {
            answer = { status, body: { errors: [error] } };
            assert.deepEqual(await tried(), [], error);
        }
    });

    it("is left to the operator where this machine does not reach Vault", async () => {
        assert.deepEqual(await tried({ access: { address: "http://127.0.0.1:9" } }), []);
    });
});
