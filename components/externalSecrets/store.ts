import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { VaultConnection } from "../vault/connection";

/** The ClusterSecretStore's name. */
export const storeName = "vault-secret-store";

export interface StoreArgs {
    vault: VaultConnection;
    username: string;
    password: pulumi.Input<string>;
    /** The only namespace whose ExternalSecrets may use this store. */
    namespace: pulumi.Input<string>;
}

/**
 * The ClusterSecretStore that leads to Vault, and the Secret it logs in with.
 *
 * Reads version 2 of the KV mount "secret".
 */
export class Store extends pulumi.ComponentResource {
    /** The ClusterSecretStore's name. */
    readonly storeName: pulumi.Output<string>;
    /** Known once the cluster has the store; it may not be ready then. */
    readonly applied: pulumi.Output<unknown>;

    constructor(name: string, args: StoreArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Store", name, {}, options);

        const credentials = new k8s.core.v1.Secret(
            `${name}-credentials`,
            {
                metadata: { name: "vault-credentials", namespace: "kube-system" },
                stringData: { password: pulumi.secret(args.password) },
            },
            { parent: this },
        );
        const store = new k8s.apiextensions.CustomResource(
            name,
            {
                apiVersion: "external-secrets.io/v1",
                kind: "ClusterSecretStore",
                metadata: { name: storeName },
                spec: {
                    conditions: [{ namespaces: [args.namespace] }],
                    provider: {
                        vault: {
                            server: args.vault.addressForPods,
                            ...caBundle(args.vault),
                            path: "secret",
                            version: "v2",
                            auth: {
                                userPass: {
                                    path: "userpass",
                                    username: args.username,
                                    secretRef: {
                                        name: credentials.metadata.name,
                                        namespace: credentials.metadata.namespace,
                                        key: "password",
                                    },
                                },
                            },
                        },
                    },
                },
            },
            { parent: this, deleteBeforeReplace: true },
        );
        this.storeName = store.metadata.name;
        this.applied = store.id;
        this.registerOutputs();
    }
}

/** Certificates are given in base64, inside the store. */
function caBundle({ caCertificate }: VaultConnection) {
    return caCertificate ? { caBundle: Buffer.from(caCertificate).toString("base64") } : {};
}
