import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { authorityFile, readAuthority, writeAuthority } from "../../../settings/vaultCertificate";
import { certificate, otherCertificate, privateKey } from "../../support/certificate";

const expected = "the path of a file below the project's folder, or certificates in PEM form";

describe("Vault's certificate authority", () => {
    let folder: string;
    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
        fs.mkdirSync(path.join(folder, "certificates"));
        fs.writeFileSync(path.join(folder, "certificates/vault.pem"), certificate);
        fs.writeFileSync(path.join(folder, "certificates/other.txt"), "hunter2");
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    it("may be given as text, or as a file of the project", () => {
        assert.deepEqual(readAuthority(certificate, folder), { certificate });
        assert.deepEqual(readAuthority("certificates/vault.pem", folder), {
            certificate,
            file: "certificates/vault.pem",
        });
    });

    const elsewhere = `${expected}, which other machines have as well`;
    const refused: [given: string, found: (folder: string) => string, expected: string][] = [
        ["/etc/vault.pem", () => 'is "/etc/vault.pem"', elsewhere],
        ["~/vault.pem", () => 'is "~/vault.pem"', elsewhere],
        ["../vault.pem", () => 'is "../vault.pem"', elsewhere],
        ["certificates/../../vault.pem", () => 'is "certificates/../../vault.pem"', elsewhere],
        ["MIIB\nhunter2\n", () => "is neither in PEM form nor a path", elsewhere],
        ["nope.pem", (at) => `is "nope.pem", and there is no such file in ${at}`, expected],
        [
            "certificates/other.txt",
            () => 'is "certificates/other.txt", which is not a certificate in PEM form',
            expected,
        ],
        [privateKey, () => "holds a private key, which would stand in the agent's configuration", expected],
    ];
    for (const [given, found, rule] of refused) {
        it(`may not be ${JSON.stringify(given).slice(0, 40)}`, () => {
            const problem = { found: found(folder), expected: rule };
            assert.deepEqual(readAuthority(given, folder), { problem });
            assert.doesNotMatch(problem.found, /hunter2/);
        });
    }

    it("is in a file of the project for the provider, the same for the same authority", () => {
        const file = authorityFile({ certificate });
        assert.match(file, /^certificates\/vault-ca-[0-9a-f]{12}\.pem$/);
        assert.equal(authorityFile({ certificate }), file);
        assert.notEqual(authorityFile({ certificate: otherCertificate }), file);
        assert.equal(
            authorityFile({ certificate, file: "certificates/vault.pem" }),
            "certificates/vault.pem",
        );
    });

    it("is written there once, and a file of the project's own never", () => {
        assert.equal(writeAuthority({ certificate }, folder), true);
        assert.equal(fs.readFileSync(path.join(folder, authorityFile({ certificate })), "utf8"), certificate);
        assert.equal(writeAuthority({ certificate }, folder), false);
        assert.equal(
            writeAuthority({ certificate: otherCertificate, file: "certificates/vault.pem" }, folder),
            false,
        );
    });

    it("is written as every program reads it, whatever stands beside the certificates", () => {
        const glued = `\uFEFFour own\n${certificate.trim()}${otherCertificate}`;
        writeAuthority({ certificate: glued }, folder);
        const written = fs.readFileSync(path.join(folder, authorityFile({ certificate: glued })), "utf8");
        assert.equal(written, certificate + otherCertificate);
    });
});
