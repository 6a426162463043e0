import { randomBytes } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { formerType } from "../formerType";
import { Remote, secretsOf, valueOf, vaultPath } from "../remotes";
import { KvMount, KvVersion } from "./connection";
import { SecretSource } from "./secretSource";

export interface VaultEntriesArgs {
    clusterName: string;
    /** Those that have secrets. */
    remotes: Remote[];
    kv: KvMount;
}

/**
 * The remotes' passwords, tokens and private keys in Vault.
 *
 * One entry a remote, with a property for each secret. A changed secret is a new version of its entry.
 */
export class VaultEntries extends pulumi.ComponentResource {
    /** The passwords that were generated, by the remote's "kind/name". */
    readonly generated: Record<string, pulumi.Output<string>> = {};

    constructor(name: string, args: VaultEntriesArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:VaultEntries", name, {}, formerType("RemotePasswords", options));
        for (const remote of args.remotes) {
            const { secretSource = SecretSource.Config } = remote;
            if (secretSource === SecretSource.Vault) continue;
            const isGenerated = secretSource === SecretSource.Generated;
            const entry = writeEntry(
                `${name}-${remote.kind}-${remote.name}`,
                vaultPath(args.clusterName, remote),
                isGenerated ? generate(remote) : given(remote),
                args.kv,
                {
                    parent: this,
                    // Every run generates others; the first ones stay, unless the configuration's were there before.
                    ...(isGenerated && { ignoreChanges: ["dataJson"] }),
                    // A secret from elsewhere is another entry.
                    replacementTrigger: secretSource,
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
    kv: KvMount,
    options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const dataJson = pulumi.secret(pulumi.jsonStringify(secrets));
    if (kv.version === KvVersion.V1)
        return new vault.generic.Endpoint(name, { path: `${kv.path}/${path}`, dataJson }, options).dataJson;
    const { dataJson: written } = new vault.kv.SecretV2(
        name,
        // With its earlier versions: a remote that is removed leaves no password behind.
        { mount: kv.path, name: path, dataJson, deleteAllVersions: true },
        options,
    );
    return written.apply((json) => json ?? "{}");
}

function given(remote: Remote): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(
        secretsOf(remote).map(({ property }) => [property, valueOf(remote, property) ?? ""]),
    );
}

function generate(remote: Remote): Record<string, pulumi.Input<string>> {
    return Object.fromEntries(
        secretsOf(remote).map(({ property }) => [property, randomBytes(24).toString("base64url")]),
    );
}
