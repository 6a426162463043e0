import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { VaultConnection } from "./connection";

export interface EnterpriseVaultArgs {
    /** Its address, for this program and for pods. */
    address: string;
    /** The certificate authority that vouches for it, as PEM. Defaults to those that pods know already. */
    caCertificate?: string;
}

/**
 * A Vault that somebody else runs.
 *
 * Nothing of it is created or removed, but for what the stack writes into it. The program logs in with VAULT_TOKEN from
 * its environment, so that no token is kept in the state.
 */
export class EnterpriseVault extends pulumi.ComponentResource implements VaultConnection {
    readonly addressForPods: string;
    readonly caCertificate?: string;
    readonly contentOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: EnterpriseVaultArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:EnterpriseVault", name, {}, options);
        const provider = new vault.Provider(`${name}-provider`, { address: args.address }, { parent: this });
        this.addressForPods = args.address;
        if (args.caCertificate) this.caCertificate = args.caCertificate;
        this.contentOptions = { provider };
        this.registerOutputs();
    }
}
