import * as fs from "node:fs";
import * as https from "node:https";

import { shown } from "../components/validate/problem";
import { Problems } from "./problems";
import { VaultAccess } from "./vault";

// The Vault provider reads Vault's own variables too. What they say is honoured where the configuration says nothing of it, and
// the operator in the cluster never hears of them: what would lead the two to different places is refused.

type Environment = Partial<Record<string, string>>;

/** Refuse Vault's variables that contradict a stack's configuration. Returns a warning for each that means something else here. */
export function checkVaultEnvironment(
    access: VaultAccess,
    problems: Problems,
    environment: Environment = process.env,
): string[] {
    const { VAULT_NAMESPACE: namespace, VAULT_ADDR: address } = environment;
    const { project } = problems;
    if (namespace && namespace !== access.namespace) {
        const found = access.namespace
            ? `is "${access.namespace}", and VAULT_NAMESPACE is "${namespace}"`
            : `is missing, and VAULT_NAMESPACE is "${namespace}"`;
        problems.add("vaultNamespace", `${found}: the operator reads where the configuration says`, {
            expected: "one namespace, or no VAULT_NAMESPACE",
            write: `${project}:vaultNamespace: ${namespace}`,
        });
    }
    const { VAULT_CACERT: file } = environment;
    if (file && !access.authority && !fs.existsSync(file)) {
        problems.add(
            "vaultCaCertificate",
            `is missing, and VAULT_CACERT is ${shown(file)}, which is not there`,
            {
                expected: "the authority in the configuration, which pods use too; or no VAULT_CACERT",
            },
        );
    }
    const warning = (name: string, text: string) => `${name} is set: ${text}`;
    const unread = access.authority ? [] : notRead.filter((name) => environment[name]);
    const token = environment.VAULT_TOKEN_FILE && !environment.VAULT_TOKEN;
    return [
        ...(address && address.replace(/\/$/, "") !== access.address.replace(/\/$/, "")
            ? [warning("VAULT_ADDR", `it is not used; ${project}:vaultAddress is`)]
            : []),
        ...(environment.VAULT_CACERT && access.authority
            ? [warning("VAULT_CACERT", `it is not used; ${project}:vaultCaCertificate is`)]
            : []),
        ...(environment.VAULT_CACERT && !access.authority
            ? [
                  warning(
                      "VAULT_CACERT",
                      `only this machine trusts that authority; for pods give it in ${project}:vaultCaCertificate`,
                  ),
              ]
            : []),
        ...unread.map((name) =>
            warning(
                name,
                `only the Vault provider reads it, and not the checks before it; ${project}:vaultCaCertificate is for both`,
            ),
        ),
        ...(isTrue(environment.VAULT_SKIP_VERIFY)
            ? [warning("VAULT_SKIP_VERIFY", "Vault's certificate is not checked; unset it")]
            : []),
        ...(token
            ? [
                  warning(
                      "VAULT_TOKEN_FILE",
                      'the Vault provider does not read it: export VAULT_TOKEN="$(cat "$VAULT_TOKEN_FILE")"',
                  ),
              ]
            : []),
    ];
}

/** Other ways to say whom to trust. */
const notRead = ["VAULT_CAPATH", "VAULT_CACERT_BYTES"];

/** Whom to trust when Vault is asked, as the Vault provider does: the configuration's authority, else the environment's. */
export function trusted(
    authority: VaultAccess["authority"],
    environment: Environment = process.env,
): Pick<https.RequestOptions, "ca" | "rejectUnauthorized"> {
    const { VAULT_CACERT: file, VAULT_SKIP_VERIFY: skip } = environment;
    const ca = authority?.certificate ?? (file && fs.readFileSync(file, "utf8"));
    return { ...(ca && { ca }), ...(isTrue(skip) && { rejectUnauthorized: false }) };
}

/** As Go reads it, in which the provider is written. */
function isTrue(text = ""): boolean {
    return ["1", "t", "T", "true", "TRUE", "True"].includes(text);
}
