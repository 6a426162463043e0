import * as pulumi from "@pulumi/pulumi";

import { send } from "./http";
import { VaultAccess } from "./vault";
import { trusted } from "./vaultEnvironment";

/** What a Vault says of itself without a login: its answer's status, or why there is none. */
type Health = { status: number } | { error: string };

/** Throw, with what to do about it, if a Vault cannot be used now. */
export async function askVault(access: VaultAccess): Promise<void> {
    const problem = healthProblem(await health(access), access.address);
    if (problem) throw new pulumi.RunError(problem);
}

async function health({ address, authority }: VaultAccess): Promise<Health> {
    const url = new URL(`${address.replace(/\/$/, "")}/v1/sys/health?standbyok=true&perfstandbyok=true`);
    try {
        const { status } = await send(url, { method: "GET", ...trusted(authority) });
        return { status };
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return { error: code ?? message };
    }
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
