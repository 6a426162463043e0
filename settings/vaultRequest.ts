import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { Answer, send } from "./http";
import { VaultAccess } from "./vault";
import { trusted } from "./vaultEnvironment";

/** Send a request to a Vault, in its namespace. Fails where there is no answer. */
export function requestVault(
    { address, namespace, authority }: VaultAccess,
    method: "GET" | "POST" | "PUT",
    at: string,
    { body, token }: { body?: string; token?: string } = {},
): Promise<Answer> {
    return send(new URL(`${address.replace(/\/$/, "")}/v1/${at}`), {
        method,
        headers: {
            ...(namespace && { "X-Vault-Namespace": namespace }),
            ...(token && { "X-Vault-Token": token }),
        },
        ...trusted(authority),
        ...(body && { body }),
    });
}

/** The user's token, as the Vault provider finds it: VAULT_TOKEN, or the one that `vault login` stored. */
export function loginToken(): string | undefined {
    if (process.env.VAULT_TOKEN) return process.env.VAULT_TOKEN;
    const file = path.join(os.homedir(), ".vault-token");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim() || undefined : undefined;
}
