import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { defaultKv, KvMount, VaultConnection } from "./connection";

export interface EnterpriseVaultArgs {
    /** Its address as this program reaches it, with http or https and the port, if it isn't 443. */
    address: string;
    /** Its address as pods reach it. Defaults to `address`. */
    addressForPods?: string;
    /** The certificate authority that vouches for it, as PEM. Defaults to those that are known without it. */
    caCertificate?: string;
    /** Where the entries lie. Defaults to version 2 at "secret". A change writes them there, and removes the old ones. */
    kv?: KvMount;
    /**
     * Write nothing and ask nothing of it: its owners make the policy, the login and the entries, and no token is needed.
     * Defaults to false. A change to true removes what was written before.
     */
    readOnly?: boolean;
}

/**
 * A Vault that somebody else runs.
 *
 * Nothing of it is created or removed, but for what the stack writes into it. The provider logs in with VAULT_TOKEN from
 * its environment, or with the token that `vault login` has left, so that no token is kept in the state.
 */
export class EnterpriseVault extends pulumi.ComponentResource implements VaultConnection {
    readonly addressForPods: string;
    readonly caCertificate?: string;
    readonly kv: KvMount;
    readonly shared = true;
    readonly contentOptions?: pulumi.CustomResourceOptions;

    constructor(
        name: string,
        args: EnterpriseVaultArgs & { offline: boolean },
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("alloy-stack:index:EnterpriseVault", name, {}, options);
        const { address, addressForPods = address, caCertificate, kv = defaultKv, readOnly = false } = args;
        this.addressForPods = addressForPods;
        if (caCertificate) this.caCertificate = caCertificate;
        this.kv = kv;
        if (!readOnly) {
            // Nothing is written on this machine for rendering.
            const caCertFile = caCertificate && !args.offline && certificateFile(caCertificate);
            const provider = new vault.Provider(
                `${name}-provider`,
                { address, ...(caCertFile && { caCertFile }) },
                { parent: this },
            );
            this.contentOptions = { provider };
        }
        this.registerOutputs();
    }
}

/**
 * The provider takes a certificate authority only as a file, and wants it again when the stack is destroyed, which is
 * done without this program: so it lies among Pulumi's own files. None is needed where VAULT_CACERT names one.
 */
function certificateFile(pem: string): string | undefined {
    if (process.env.VAULT_CACERT) return undefined;
    const home = process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi");
    const name = createHash("sha256").update(pem).digest("hex").slice(0, 12);
    const file = path.join(home, "alloy-stack", `vault-ca-${name}.pem`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, pem);
    return file;
}
