import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { connectionOf } from "./settings";

describe("the vault adapter's connection", () => {
    let home: string;
    beforeEach(() => (home = fs.mkdtempSync(path.join(os.tmpdir(), "vault-home-"))));
    afterEach(() => {
        fs.rmSync(home, { recursive: true });
    });

    it("is as the environment says, where the program says nothing", () => {
        const ca = path.join(home, "ca.pem");
        fs.writeFileSync(ca, "PEM");
        const environment = { VAULT_ADDR: "https://vault.example", VAULT_TOKEN: "t", VAULT_CACERT: ca };
        assert.deepEqual(connectionOf({}, environment, home), {
            address: "https://vault.example",
            token: "t",
            maxRetries: 2,
            ca: "PEM",
            childToken: { name: "terraform", seconds: 1200 },
        });
    });

    it("is as the program says before that", () => {
        const config = {
            address: "http://127.0.0.1:8200",
            token: "mine",
            maxRetries: "0",
            skipChildToken: "true",
        };
        const environment = { VAULT_ADDR: "https://vault.example", VAULT_TOKEN: "t" };
        assert.deepEqual(connectionOf(config, environment, home), {
            address: "http://127.0.0.1:8200",
            token: "mine",
            maxRetries: 0,
        });
    });

    it("is in the namespace of the program, else of the environment; for the login only the latter counts", () => {
        const vault = { address: "https://vault.example.com", token: "t" };
        const environment = { VAULT_NAMESPACE: "of-environment" };
        const where = (config: object, given = {}) => {
            const { namespace, loginNamespace } = connectionOf({ ...vault, ...config }, given, home);
            return [namespace, loginNamespace];
        };
        assert.deepEqual(where({}), [undefined, undefined]);
        assert.deepEqual(where({ namespace: "admin" }), ["admin", undefined]);
        assert.deepEqual(where({}, environment), ["of-environment", "of-environment"]);
        assert.deepEqual(where({ namespace: "admin" }, environment), ["admin", "of-environment"]);
    });

    it("makes no child token where the environment forbids it, and gives one the lifetime asked for", () => {
        const vault = { address: "https://vault.example", token: "t" };
        const forbidden = { TERRAFORM_VAULT_SKIP_CHILD_TOKEN: "true" };
        assert.equal(connectionOf(vault, forbidden, home).childToken, undefined);
        const { childToken } = connectionOf({ ...vault, maxLeaseTtlSeconds: "60" }, {}, home);
        assert.equal(childToken?.seconds, 60);
    });

    it("has the token of vault login, and says what to do where there is none", () => {
        const vault = { address: "https://vault.example" };
        assert.throws(
            () => connectionOf(vault, {}, home),
            /no vault token set on Client: set VAULT_TOKEN, or/,
        );
        fs.writeFileSync(path.join(home, ".vault-token"), "left\n");
        assert.equal(connectionOf(vault, {}, home).token, "left");
        fs.writeFileSync(path.join(home, ".vault"), 'token_helper = "/bin/helper"');
        assert.throws(() => connectionOf(vault, {}, home), /runs no token helper/);
    });

    it("is refused where the environment asks for more than the adapter can", () => {
        const environment = { VAULT_CAPATH: "certificates", VAULT_TOKEN: "t" };
        assert.throws(
            () => connectionOf({ address: "https://vault.example" }, environment, home),
            /does not serve VAULT_CAPATH of the environment; unset it, or use the official plugin/,
        );
        assert.throws(() => connectionOf({}, {}, home), /needs an "address".* or set VAULT_ADDR/);
    });
});
