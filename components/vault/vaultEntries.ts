import { randomBytes } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { Remote, secretsOf, vaultPath } from "../remotes";
import { KvVersion, VaultConnection } from "./connection";
import { SecretOwner } from "./secretSource";

/** A remote and its secrets. */
export interface RemoteCredentials {
    remote: Remote;
    /**
     * Defaults to "config". A change to "generated" makes a new secret up; one to "vault" removes what the stack has
     * written: put the entry there again, or bring it back with `vault kv undelete`.
     */
    owner?: SecretOwner;
    /** By property: exactly those that `secretsOf` the remote names. Not looked at with another owner than "config". */
    secrets: Record<string, pulumi.Input<string>>;
}

export interface RemotePasswordsArgs {
    clusterName: string;
    credentials: RemoteCredentials[];
    vault: VaultConnection;
}

/**
 * The remotes' passwords, tokens and private keys in Vault.
 *
 * One entry a remote, with a property for each secret. A changed secret is a new version of its entry.
 */
export class RemotePasswords extends pulumi.ComponentResource {
    /** The passwords that were made up, by the remote's "kind/name". */
    readonly generated: Record<string, pulumi.Output<string>> = {};

    constructor(name: string, args: RemotePasswordsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:RemotePasswords", name, {}, options);
        refuseUnwritable(args);
        for (const { remote, owner = SecretOwner.Config, secrets } of args.credentials) {
            if (owner === SecretOwner.Vault) continue;
            const isGenerated = owner === SecretOwner.Generated;
            const entry = writeEntry(
                `${name}-${remote.kind}-${remote.name}`,
                vaultPath(args.clusterName, remote),
                isGenerated ? madeUp(remote) : secrets,
                args.vault,
                {
                    parent: this,
                    // Every run makes up others; the first ones stay, unless the configuration's were there before.
                    ...(isGenerated && { ignoreChanges: ["dataJson"] }),
                    replacementTrigger: triggerOf(owner, args.vault),
                    // The same path: what is written last has to stay.
                    deleteBeforeReplace: true,
                },
            );
            if (isGenerated) {
                const password = entry.apply(
                    (json) => (JSON.parse(json) as { password?: string }).password ?? "",
                );
                this.generated[`${remote.kind}/${remote.name}`] = pulumi.secret(password);
            }
        }
        this.registerOutputs();
    }
}

/** Write an entry and return it as JSON, as Vault has it. */
function writeEntry(
    name: string,
    path: string,
    secrets: Record<string, pulumi.Input<string>>,
    { kv, contentOptions }: VaultConnection,
    options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const dataJson = pulumi.secret(pulumi.jsonStringify(secrets));
    const inVault = { ...contentOptions, ...options };
    if (kv.version === KvVersion.V1)
        return new vault.generic.Endpoint(name, { path: `${kv.path}/${path}`, dataJson }, inVault).dataJson;
    const { dataJson: written } = new vault.kv.SecretV2(
        name,
        { mount: kv.path, name: path, dataJson },
        inVault,
    );
    return written.apply((json) => json ?? "{}");
}

/** Another owner's secret is another entry, and so is one in another Vault. */
function triggerOf(owner: SecretOwner, { contentOptions }: VaultConnection): pulumi.Input<string> {
    const vaults: pulumi.Input<unknown> = contentOptions?.replacementTrigger;
    return vaults === undefined ? owner : pulumi.interpolate`${vaults} ${owner}`;
}

function madeUp(remote: Remote): Record<string, string> {
    return Object.fromEntries(
        secretsOf(remote).map(({ property }) => [property, randomBytes(24).toString("base64url")]),
    );
}

/** What cannot be written has to be Vault's own. */
function refuseUnwritable({ credentials, vault: { contentOptions } }: RemotePasswordsArgs): void {
    const reasons = credentials.flatMap(({ remote, owner }) => {
        const those = `the secrets of the ${remote.kind} remote "${remote.name}"`;
        if (!contentOptions && owner !== SecretOwner.Vault)
            return `${those} cannot be written into a Vault that is only read; give them the owner "vault"`;
        const hasKey = secretsOf(remote).some(({ property }) => property === "client_key");
        if (owner === SecretOwner.Generated && hasKey)
            return `${those} cannot be made up, since a private key belongs to a certificate; give them the owner "config" or "vault"`;
        return [];
    });
    if (reasons.length === 0) return;
    throw new pulumi.InputPropertiesError({
        message: reasons.join("\n"),
        errors: reasons.map((reason) => ({ propertyPath: "remotes", reason })),
    });
}
