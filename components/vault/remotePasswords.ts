import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { Remote, vaultPath } from "../remote";
import { VaultConnection } from "./connection";

/** A remote and the password its login needs. */
export interface RemotePassword {
    remote: Remote;
    password: pulumi.Input<string>;
}

export interface RemotePasswordsArgs {
    clusterName: string;
    passwords: RemotePassword[];
    vault: VaultConnection;
}

/**
 * The remotes' passwords in Vault.
 *
 * One entry a remote, with the property "password". A changed password is a new version of its entry.
 */
export class RemotePasswords extends pulumi.ComponentResource {
    constructor(name: string, args: RemotePasswordsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:RemotePasswords", name, {}, options);
        for (const { remote, password } of args.passwords) {
            new vault.kv.SecretV2(
                `${name}-${remote.kind}-${remote.name}`,
                {
                    mount: "secret",
                    name: vaultPath(args.clusterName, remote),
                    dataJson: pulumi.secret(pulumi.jsonStringify({ password })),
                },
                { ...args.vault.contentOptions, parent: this },
            );
        }
        this.registerOutputs();
    }
}
