import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { certificateProblem, normalCertificates } from "../components/validate/certificates";
import { Found, shown } from "../components/validate/problem";

/** A certificate authority as a stack's configuration gives it. */
export interface GivenAuthority {
    /** As PEM. */
    certificate: string;
    /** The file that has it, below the project's folder; none where the configuration has the text itself. */
    file?: string;
}

/** Read what is given as a certificate authority: its text, or the path of a file below the project's folder. */
export function readAuthority(given: string, folder: string): GivenAuthority | { problem: Found } {
    const isText = given.includes("-----BEGIN");
    const expected = "the path of a file below the project's folder, or certificates in PEM form";
    if (!isText && !isBelow(given)) {
        const found = isPath(given) ? `is ${shown(given)}` : "is neither in PEM form nor a path";
        return { problem: { found, expected: `${expected}, which other machines have as well` } };
    }
    if (!isText && !isPath(given))
        return { problem: { found: "is neither in PEM form nor a path", expected } };
    const file = path.join(folder, given);
    if (!isText && !fs.existsSync(file))
        return { problem: { found: `is ${shown(given)}, and there is no such file in ${folder}`, expected } };
    const certificate = isText ? given : fs.readFileSync(file, "utf8");
    const problem = certificateProblem(certificate);
    if (problem)
        return { problem: { found: isText ? problem : `is ${shown(given)}, which ${problem}`, expected } };
    return { certificate, ...(!isText && { file: given }) };
}

/** What cannot be one may be a key that somebody has pasted. */
function isPath(given: string): boolean {
    return /^[\w.~/\\: -]{1,200}$/.test(given);
}

/** Whether a path leads to a file below the folder that it is relative to. */
export function isBelow(file: string): boolean {
    return !path.isAbsolute(file) && !/[\n~]/.test(file) && !path.normalize(file).startsWith("..");
}

/** Below the project's folder. */
const certificates = "certificates";

/**
 * The file with an authority that the Vault provider is given: below the project's folder, where the engine starts it, with the
 * program or without. So a checkout is enough to destroy the stack.
 */
export function authorityFile({ certificate, file }: GivenAuthority): string {
    const hash = createHash("sha256").update(certificate).digest("hex").slice(0, 12);
    return file ?? path.posix.join(certificates, `vault-ca-${hash}.pem`);
}

/** Write an authority's file, if it is not there. Returns whether it was written. */
export function writeAuthority(authority: GivenAuthority, folder: string): boolean {
    const file = path.join(folder, authorityFile(authority));
    if (fs.existsSync(file)) return false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, normalCertificates(authority.certificate));
    return true;
}
