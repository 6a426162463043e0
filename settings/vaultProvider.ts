import * as http from "node:http";
import * as https from "node:https";

import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { VaultAccess } from "./vault";
import { authorityFile, writeAuthority } from "./vaultCertificate";
import { trusted } from "./vaultEnvironment";

/**
 * The provider for a Vault that its owners run. It logs in with VAULT_TOKEN, or with the token that `vault login` has left,
 * so that no token is kept in the state.
 */
export function vaultProvider(access: VaultAccess, aliases: string[]): vault.Provider {
    const { address, namespace, authority } = access;
    if (authority && writeAuthority(authority, process.cwd())) void pulumi.log.info(written(access));
    const args = {
        address,
        ...(namespace && { namespace }),
        ...(authority && { caCertFile: authorityFile(authority) }),
    };
    return new vault.Provider("vault", args, { aliases });
}

/** What to do about an authority's file that was written. */
function written({ authority }: VaultAccess): string {
    const file = authority ? authorityFile(authority) : "";
    return `Vault's authority is in ${file} now, where the Vault provider reads it, also when the stack is destroyed: commit the file, or destroy and refresh with alloy-stack, which writes it again`;
}

/** Throw, with what to do about it, if a Vault cannot be used now. */
export async function askVault(access: VaultAccess): Promise<void> {
    const problem = healthProblem(await health(access), access.address);
    if (problem) throw new pulumi.RunError(problem);
}

/** What a Vault says of itself without a login: its answer's status, or why there is none. */
type Health = { status: number } | { error: string };

function health({ address, authority }: VaultAccess): Promise<Health> {
    const url = new URL(`${address.replace(/\/$/, "")}/v1/sys/health?standbyok=true&perfstandbyok=true`);
    const get = url.protocol === "http:" ? http.get : https.get;
    return new Promise((resolve) => {
        const request = get(url, { timeout: 10_000, ...trusted(authority) }, (response) => {
            response.resume();
            resolve({ status: response.statusCode ?? 0 });
        });
        request.on("timeout", () => request.destroy(new Error("no answer in 10 s")));
        request.on("error", (error: NodeJS.ErrnoException) => {
            resolve({ error: error.code ?? error.message });
        });
    });
}

/** Why a Vault cannot be used now, with what to do; undefined if it can. */
export function healthProblem(state: Health, address: string): string | undefined {
    const without =
        "What runs in the cluster goes on with the secrets that it has. To remove the stack without Vault: alloy-stack destroy --without-vault";
    if ("error" in state) {
        const advice = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(state.error)
            ? "give the authority that vouches for it in alloy-stack:vaultCaCertificate"
            : "start it, or correct alloy-stack:vaultAddress";
        return `the Vault at ${address} does not answer: ${state.error}; ${advice}. ${without}`;
    }
    if (state.status === 503)
        return `the Vault at ${address} is sealed: have its owners unseal it. ${without}`;
    if (state.status === 501)
        return `the Vault at ${address} is not initialized: have its owners set it up. ${without}`;
    return undefined;
}
