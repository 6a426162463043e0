import * as assert from "node:assert/strict";

import { Problems } from "../../../settings/problems";
import { VaultAccess } from "../../../settings/vault";
import { checkVaultEnvironment, trusted } from "../../../settings/vaultEnvironment";
import { certificate } from "../../support/certificate";
import { eachFolder } from "../cli/support/folder";

const address = "https://vault.example.com";
const authority = { certificate };

function checked(access: Partial<VaultAccess>, environment: Record<string, string>) {
    const problems = new Problems("alloy-stack");
    const warnings = checkVaultEnvironment({ address, ...access }, problems, environment);
    return { warnings, problems: problems.list };
}

describe("Vault's own variables", () => {
    const { at, write } = eachFolder();

    it("say nothing where they are not set, or say the same", () => {
        const none = { warnings: [], problems: [] };
        assert.deepEqual(checked({}, {}), none);
        const same = { VAULT_ADDR: `${address}/`, VAULT_NAMESPACE: "admin/west", VAULT_TOKEN: "t" };
        assert.deepEqual(checked({ namespace: "admin/west" }, same), none);
        assert.deepEqual(
            checked({}, { VAULT_NAMESPACE: "", VAULT_CACERT: "", VAULT_SKIP_VERIFY: "false" }),
            none,
        );
    });

    it("are refused where they name another namespace: the operator would read elsewhere", () => {
        const missing = checked({}, { VAULT_NAMESPACE: "admin/west" });
        assert.deepEqual(missing.problems, [
            {
                at: "vaultNamespace",
                found: 'is missing, and VAULT_NAMESPACE is "admin/west": the operator reads where the configuration says',
                expected: "one namespace, or no VAULT_NAMESPACE",
                write: "alloy-stack:vaultNamespace: admin/west",
            },
        ]);
        const other = checked({ namespace: "admin/east" }, { VAULT_NAMESPACE: "admin/west" });
        assert.match(
            other.problems[0]?.found ?? "",
            /^is "admin\/east", and VAULT_NAMESPACE is "admin\/west"/,
        );
    });

    it("name an authority, which is honoured here and told to be unknown to pods", () => {
        const VAULT_CACERT = write("ca.pem", certificate);
        const { warnings, problems } = checked({}, { VAULT_CACERT });
        assert.deepEqual(problems, []);
        assert.match(
            warnings[0] ?? "",
            /^VAULT_CACERT is set: only this machine trusts .* alloy-stack:vaultCaCertificate$/,
        );
        assert.deepEqual(trusted(undefined, { VAULT_CACERT }), { ca: certificate });
        // The configuration's wins, as in the provider, which is given it as an argument.
        assert.deepEqual(trusted({ certificate: "own" }, { VAULT_CACERT }), { ca: "own" });
        assert.match(checked({ authority }, { VAULT_CACERT }).warnings[0] ?? "", /it is not used/);
    });

    it("are refused where the authority that they name is not there", () => {
        const VAULT_CACERT = at("nowhere.pem");
        const { problems } = checked({}, { VAULT_CACERT });
        const [{ at: key, found } = { at: "", found: "" }] = problems;
        assert.equal(key, "vaultCaCertificate");
        assert.match(found, /VAULT_CACERT is ".*nowhere\.pem", which is not there/);
        assert.deepEqual(checked({ authority }, { VAULT_CACERT }).problems, []);
    });

    it("are told of where they mean something else here, or something dangerous", () => {
        const first = (environment: Record<string, string>) => checked({}, environment).warnings[0] ?? "";
        assert.match(
            first({ VAULT_ADDR: "https://other" }),
            /VAULT_ADDR is set: it is not used; alloy-stack:vaultAddress is/,
        );
        assert.match(
            first({ VAULT_TOKEN_FILE: "/t" }),
            /the Vault provider does not read it: export VAULT_TOKEN=/,
        );
        assert.deepEqual(checked({}, { VAULT_TOKEN_FILE: "/t", VAULT_TOKEN: "t" }).warnings, []);
        for (const name of ["VAULT_CAPATH", "VAULT_CACERT_BYTES"])
            assert.match(
                first({ [name]: "x" }),
                /and not the checks before it; alloy-stack:vaultCaCertificate is for both/,
            );
        // As Go reads it.
        for (const yes of ["1", "t", "TRUE"]) {
            assert.match(first({ VAULT_SKIP_VERIFY: yes }), /certificate is not checked; unset it/);
            assert.deepEqual(trusted(undefined, { VAULT_SKIP_VERIFY: yes }), { rejectUnauthorized: false });
        }
        assert.deepEqual(trusted(undefined, { VAULT_SKIP_VERIFY: "0" }), {});
    });
});
