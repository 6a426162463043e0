import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { certificateFile } from "../../../settings/vaultCertificate";

describe("the file with Vault's certificate authority", () => {
    let home: string;
    let before: NodeJS.ProcessEnv;
    beforeEach(() => {
        before = { ...process.env };
        home = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-home-"));
        process.env.PULUMI_HOME = home;
        delete process.env.VAULT_CACERT;
    });
    afterEach(() => {
        process.env = before;
        fs.rmSync(home, { recursive: true });
    });

    it("lies among Pulumi's own, the same for the same authority", () => {
        const file = certificateFile("PEM");
        assert.equal(path.dirname(file ?? ""), path.join(home, "alloy-stack"));
        assert.equal(fs.readFileSync(file ?? "", "utf8"), "PEM");
        assert.equal(certificateFile("PEM"), file);
        assert.notEqual(certificateFile("OTHER"), file);
    });

    it("is the environment's, if that names one", () => {
        process.env.VAULT_CACERT = "/etc/vault.pem";
        assert.equal(certificateFile("PEM"), undefined);
        assert.deepEqual(fs.readdirSync(home), []);
    });
});
