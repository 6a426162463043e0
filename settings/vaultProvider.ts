import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { settledStash } from "../components/settledValue";
import { Problem } from "../components/validate/problem";
import { VaultAccess } from "./vault";
import { authorityFile, writeAuthority } from "./vaultCertificate";

/**
 * The provider for a Vault that its owners run, once it is sure that it is the one of before. It logs in with VAULT_TOKEN, or
 * with the token that `vault login` has left, so that no token is kept in the state.
 */
export async function vaultProvider(access: VaultAccess, aliases: string[]): Promise<vault.Provider> {
    const { address, namespace, authority } = access;
    const place = `${address.replace(/\/$/, "")}${namespace ? `, namespace ${namespace}` : ""}`;
    const stash = settledStash("vault", place, anotherVault);
    // Nothing is planned in another one.
    await new Promise((resolve) => stash.urn.apply(resolve));
    if (authority && writeAuthority(authority, process.cwd())) void pulumi.log.info(written(access));
    const args = {
        address,
        ...(namespace && { namespace }),
        ...(authority && { caCertFile: authorityFile(authority) }),
    };
    return new vault.Provider("vault", args, { aliases });
}

/** Why another Vault is not simply taken: the state says that everything is there already, and nothing would be written. */
function anotherVault(now: string, before: string, stash: string): Problem {
    return {
        path: `${pulumi.getProject()}:vaultAddress`,
        found: `leads to ${now}, and this stack's entries are in ${before}`,
        expected: [
            "that Vault.",
            `  If it is the same one under another address, or to write everything into another one: pulumi up --refresh --run-program --replace '${stash}'`,
            "  What is in the former one stays there, for its owners to remove.",
        ].join("\n"),
    };
}

/** What to do about an authority's file that was written. */
function written({ authority }: VaultAccess): string {
    const file = authority ? authorityFile(authority) : "";
    return `Vault's authority is in ${file} now, where the Vault provider reads it, also when the stack is destroyed: commit the file, or destroy and refresh with alloy-stack, which writes it again`;
}
