import * as pulumi from "@pulumi/pulumi";

/** The versions of Vault's key-value store, as the External Secrets Operator calls them. */
export enum KvVersion {
    V1 = "v1",
    /** Keeps earlier values of an entry; a changed password can be looked up and taken back. */
    V2 = "v2",
}

/** Where in Vault the remotes' entries lie. */
export interface KvMount {
    /** The path at which the key-value store is mounted, without slashes around it. It has to be there. */
    path: string;
    version: KvVersion;
}

/** The store that a dev Vault comes with, and the seed's. */
export const defaultKv: KvMount = { path: "secret", version: KvVersion.V2 };

/** A Vault that holds the passwords, wherever it runs. */
export interface VaultConnection extends pulumi.Resource {
    /** Its address as pods reach it. */
    readonly addressForPods: string;
    /** The certificate authority that vouches for it, as PEM; none if pods know it already. */
    readonly caCertificate?: string;
    readonly kv: KvMount;
    /** Other clusters' entries may lie in it too, so what is written beside them is named after the cluster. */
    readonly shared: boolean;
    /** Provider and lifetime of everything that is written into it; none if nothing may be written. */
    readonly contentOptions?: pulumi.CustomResourceOptions;
}
