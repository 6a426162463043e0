import * as pulumi from "@pulumi/pulumi";

/** What resources were called before they had names that no configuration changes: what is deployed under those stays. */
export interface FormerNames {
    stack: pulumi.Alias[];
    dev: Pick<pulumi.ComponentResourceOptions, "aliases" | "transformations">;
    vaultProvider: string[];
}

/** The names that the stack had by its cluster's name, in version 0.1. */
export function formerNames(clusterName: string): FormerNames {
    const root = "alloy-stack:index:AlloyStack";
    const urn = (types: string[], name: string) =>
        `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${[root, ...types].join("$")}::${clusterName}-${name}`;
    return {
        stack: [{ name: clusterName }],
        dev: {
            aliases: [urn(["alloy-stack:index:LocalBackend"], "backend")],
            transformations: [
                ({ type, props, opts }) =>
                    type === "alloy-stack:index:DevVault"
                        ? { props, opts: pulumi.mergeOptions(opts, { aliases: [urn([type], "vault")] }) }
                        : undefined,
            ],
        },
        vaultProvider: [
            urn(["alloy-stack:index:EnterpriseVault", "pulumi:providers:vault"], "vault-provider"),
        ],
    };
}
