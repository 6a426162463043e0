import { createHash } from "node:crypto";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ClusterAccess, ClusterReader } from "./clusterReader";
import { Awaited, unready } from "./readiness";
import { VaultConnection } from "../vault/connection";

/** The ClusterSecretStore's name. */
export const storeName = "vault-secret-store";

/** How to find it in the cluster. */
export const storeObject: Awaited = { plural: "clustersecretstores", name: storeName };

export interface StoreArgs {
    /** The cluster to ask whether the store is ready; none to ask nothing. */
    cluster?: ClusterAccess;
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
    /** Another one for every change of the store: what was synced through an earlier one has to be synced again. */
    readonly revision: pulumi.Output<string>;
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
        const spec = pulumi.output({
            conditions: [{ namespaces: [args.namespace] }],
            provider: { vault: vaultProvider(args, credentials) },
        });
        const store = new k8s.apiextensions.CustomResource(
            name,
            {
                apiVersion: "external-secrets.io/v1",
                kind: "ClusterSecretStore",
                metadata: { name: storeName },
                spec,
            },
            { parent: this, deleteBeforeReplace: true },
        );
        this.revision = pulumi.all([pulumi.jsonStringify(spec), store.id]).apply(async ([text]) => {
            // What asks a store that is not ready yet asks again much later. Only so long: the agents come after this.
            if (args.cluster) await unready([storeObject], await ClusterReader.connect(args.cluster), 10);
            return createHash("sha256").update(text).digest("hex").slice(0, 12);
        });
        this.storeName = store.metadata.name;
        this.applied = store.id;
        this.registerOutputs();
    }
}

/** How the operator reaches Vault and logs in. Certificates are given in base64, inside the store. */
function vaultProvider({ vault, username }: StoreArgs, credentials: k8s.core.v1.Secret) {
    const { addressForPods, caCertificate } = vault;
    const { name, namespace } = credentials.metadata;
    return {
        server: addressForPods,
        ...(caCertificate && { caBundle: Buffer.from(caCertificate).toString("base64") }),
        path: "secret",
        version: "v2",
        auth: { userPass: { path: "userpass", username, secretRef: { name, namespace, key: "password" } } },
    };
}
