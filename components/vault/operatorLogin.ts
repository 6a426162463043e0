import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { VaultConnection } from "./connection";

/** The policy's name in Vault. */
export const operatorPolicy = "eso-policy";

export interface OperatorLoginArgs {
    /** The cluster whose passwords may be read. */
    clusterName: string;
    username: string;
    password: pulumi.Input<string>;
    vault: VaultConnection;
}

/**
 * The login with which the External Secrets Operator reads Vault.
 *
 * A userpass user whose policy reads this cluster's passwords and nothing else.
 */
export class OperatorLogin extends pulumi.ComponentResource {
    constructor(name: string, args: OperatorLoginArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:OperatorLogin", name, {}, options);
        const inVault: pulumi.CustomResourceOptions = { ...args.vault.contentOptions, parent: this };

        const backend = new vault.AuthBackend(`${name}-userpass`, { type: "userpass" }, inVault);
        const policy = new vault.Policy(
            `${name}-policy`,
            { name: operatorPolicy, policy: readOnlyPolicy(args.clusterName) },
            inVault,
        );
        new vault.generic.Endpoint(
            `${name}-user`,
            {
                path: pulumi.interpolate`auth/${backend.path}/users/${args.username}`,
                dataJson: pulumi.secret(
                    pulumi.jsonStringify({ password: args.password, token_policies: [policy.name] }),
                ),
                // Vault never tells a password back.
                ignoreAbsentFields: true,
            },
            inVault,
        );
        this.registerOutputs();
    }
}

function readOnlyPolicy(clusterName: string): string {
    return ["data", "metadata"]
        .map((part) => `path "secret/${part}/grafana/alloy/${clusterName}/*" { capabilities = ["read"] }`)
        .join("\n");
}
