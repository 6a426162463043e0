import * as pulumi from "@pulumi/pulumi";

/** A Vault that holds the passwords, wherever it runs. */
export interface VaultConnection extends pulumi.Resource {
    /** Its address as pods reach it. */
    readonly addressForPods: string;
    /** The certificate authority that vouches for it, as PEM; none if pods know it already. */
    readonly caCertificate?: string;
    /** Provider and lifetime of everything that is written into it. */
    readonly contentOptions: pulumi.CustomResourceOptions;
}
