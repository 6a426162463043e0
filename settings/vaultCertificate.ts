import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { normalCertificates } from "../components/validate/certificates";

/**
 * A file with a certificate authority. The provider takes it only as a file, and wants it again when the stack is destroyed,
 * which is done without this program: so it lies among Pulumi's own files. None is needed where VAULT_CACERT names one.
 */
export function certificateFile(pem: string): string | undefined {
    if (process.env.VAULT_CACERT) return undefined;
    const home = process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi");
    const name = createHash("sha256").update(pem).digest("hex").slice(0, 12);
    const file = path.join(home, "alloy-stack", `vault-ca-${name}.pem`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, normalCertificates(pem));
    return file;
}
