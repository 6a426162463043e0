import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { VaultAccess } from "./vault";
import { askVaultFor } from "./vaultRequest";

/**
 * Throw, with what to do about it, if Vault's owners have not mounted the login method. The Vault provider says of it only that
 * a resource does not exist. Nothing is said where there is no token, or one that may not ask.
 */
export async function askLoginMount(access: VaultAccess, mount: string): Promise<void> {
    const token = givenToken();
    if (!token) return;
    const answer = await askVaultFor(access, "GET", `sys/mounts/auth/${mount}`, { token });
    if (![400, 404].includes(answer.status) || !/no auth engine/i.test(answer.body)) return;
    throw new pulumi.RunError(
        `the Vault at ${access.address} has no login method mounted at "${mount}": have its owners run what ` +
            "`alloy-stack vault setup` prints, or name another mount in alloy-stack:esoLoginMount",
    );
}

/** The one that the Vault provider takes: from the environment, or what `vault login` has left. */
function givenToken(): string | undefined {
    const file = path.join(os.homedir(), ".vault-token");
    const given = process.env.VAULT_TOKEN ?? (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
    return given.trim() || undefined;
}
