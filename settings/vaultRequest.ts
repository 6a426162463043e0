import { Answer, send } from "./http";
import { VaultAccess } from "./vault";
import { trusted } from "./vaultEnvironment";

/** Ask a Vault, in its namespace. Fails where there is no answer. */
export function askVaultFor(
    { address, namespace, authority }: VaultAccess,
    method: "GET" | "PUT",
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
