import * as pulumi from "@pulumi/pulumi";

/** The versions of Vault's key-value store, as the External Secrets Operator calls them. */
export enum KvVersion {
    /** Keeps one value of an entry. */
    V1 = "v1",
    /** Keeps earlier values of an entry. */
    V2 = "v2",
}

/** Where in Vault the remotes' entries lie. */
export interface KvMount {
    /** The path at which the key-value store is mounted, without slashes around it. It has to be there. */
    path: string;
    version: KvVersion;
}

/** The Vault that holds the remotes' secrets. What is written into it is written with the Vault provider that is given. */
export interface VaultArgs {
    /**
     * Its address as pods reach it, without a path. A change updates the store, and all secrets are read again. Entries are
     * written into another Vault by `pulumi up --refresh --run-program` only. Example: "https://vault.example.com:8200".
     */
    address: pulumi.Input<string>;
    /** The certificate authorities that vouch for it, as PEM. Defaults to those that pods know already. */
    caCertificate?: pulumi.Input<string>;
    /**
     * Its namespace, where it has such: HCP Vault and Vault Enterprise do. Defaults to none. The Vault provider has to be of
     * the same. A change is one of the address. Example: "admin/team-a".
     */
    namespace?: string;
    /** The path of its key-value store, without slashes around it. Defaults to "secret". A change moves the entries. */
    kvMount?: string;
    /** The version of that store. Defaults to "v2". */
    kvVersion?: KvVersion;
    /**
     * Write nothing into it: its owners make the policy, the login and the entries, and no Vault provider is needed. Defaults
     * to false. A change to true removes what was written before.
     */
    readOnly?: boolean;
}

export function kvOf({ kvMount = "secret", kvVersion = KvVersion.V2 }: VaultArgs): KvMount {
    return { path: kvMount, version: kvVersion };
}

/** A proxy between pods and Vault. */
export interface ProxyArgs {
    /** Example: "http://proxy.example.com:3128". */
    url: string;
    /**
     * Hosts and networks that are reached without it, as NO_PROXY has them. The cluster's own API is always among them. Defaults
     * to private networks.
     */
    noProxy?: string[];
}
