import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../args";
import { Remote } from "../remotes";
import { kvOf, VaultArgs } from "../vault/connection";
import { EsoLogin } from "../vault/esoLogin";
import { EsoLoginArgs } from "../vault/login";
import { VaultEntries } from "../vault/vaultEntries";
import { serviceAccountOf } from "./defaults";

/** A Vault and what this stack has to do with it. */
export interface InVault {
    vault: VaultArgs;
    login: EsoLoginArgs;
    /** None where the store is somebody else's. */
    esoLogin?: EsoLogin;
    entries: VaultEntries;
    generated: Record<string, pulumi.Output<string>>;
}

/** What is written into Vault: the remotes' secrets, and the operator's login. */
export function inVault(
    name: string,
    args: AlloyStackArgs,
    vault: VaultArgs,
    remotes: Remote[],
    parent: pulumi.Resource,
): InVault {
    const { clusterName, esoLogin: login = {} } = args;
    const { readOnly = false } = vault;
    const kv = kvOf(vault);
    const loginArgs = { clusterName, login, serviceAccount: serviceAccountOf(args), kv, readOnly };
    const esoLogin =
        args.externalSecretStore === undefined &&
        new EsoLogin(`${name}-operator-login`, loginArgs, { parent });
    const written = readOnly ? [] : remotes;
    const entries = new VaultEntries(`${name}-passwords`, { clusterName, remotes: written, kv }, { parent });
    return { vault, login, ...(esoLogin && { esoLogin }), entries, generated: entries.generated };
}
