import * as pulumi from "@pulumi/pulumi";

import { VaultAccess } from "./vault";
import { loginToken, requestVault } from "./vaultRequest";

/**
 * Throw, with what to do about it, if Vault's owners have not mounted the login method. The Vault provider says of it only that
 * a resource does not exist. Nothing is said where there is no token, or one that may not ask.
 */
export async function askLoginMount(access: VaultAccess, mount: string): Promise<void> {
    const token = loginToken();
    if (!token) return;
    const answer = await requestVault(access, "GET", `sys/mounts/auth/${mount}`, { token });
    if (![400, 404].includes(answer.status) || !/no (auth|secret) engine/i.test(answer.body)) return;
    throw new pulumi.RunError(
        `the Vault at ${access.address} has no login method mounted at "${mount}": have its owners run what ` +
            "`alloy-stack vault setup` prints, or name another mount in alloy-stack:esoLoginMount",
    );
}
