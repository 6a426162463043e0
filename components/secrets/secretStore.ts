import { createHash } from "node:crypto";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { VaultConnection } from "../vault/connection";
import {
    isKubernetes,
    KubernetesLogin,
    mountOf,
    roleOf,
    ServiceAccount,
    UserPassLogin,
    VaultLogin,
} from "../vault/login";
import { ClusterAccess, ClusterReader } from "./clusterReader";
import { Awaited, unready } from "./readiness";
import { tokenReviewer } from "./tokenReviewer";

/** The ClusterSecretStore's name. */
export const storeName = "vault-secret-store";

/** How to find it in the cluster. */
export const storeObject: Awaited = { plural: "clustersecretstores", name: storeName };

export interface StoreArgs {
    /** The cluster to ask whether the store is ready; none to ask nothing. */
    cluster?: ClusterAccess;
    /** A change of where it is, or of its certificate authority, updates the store, and all secrets are read again. */
    vault: VaultConnection;
    login: VaultLogin;
    /** The operator's, for a login with it. */
    serviceAccount: ServiceAccount;
    /** Another one whenever the login is another in Vault. */
    loginRevision: pulumi.Input<string>;
    /** The only namespace whose ExternalSecrets may use this store. */
    namespace: pulumi.Input<string>;
}

/** The ClusterSecretStore that leads to Vault, and what its login needs in the cluster. */
export class Store extends pulumi.ComponentResource {
    /** The ClusterSecretStore's name. */
    readonly storeName: pulumi.Output<string>;
    /** Another one for every change of the store: what was synced through an earlier one has to be synced again. */
    readonly revision: pulumi.Output<string>;
    /** Known once the cluster has the store; it may not be ready then. */
    readonly applied: pulumi.Output<unknown>;

    constructor(name: string, args: StoreArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Store", name, {}, options);

        const { vault, login } = args;
        const { auth, version } = isKubernetes(login)
            ? this.kubernetes(name, login, args)
            : this.userPass(name, login);
        const spec = pulumi.output({
            conditions: [{ namespaces: [args.namespace] }],
            provider: { vault: { ...location(vault), auth } },
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
        const parts = [pulumi.jsonStringify(spec), version, args.loginRevision];
        this.revision = pulumi.all([store.id, ...parts]).apply(async ([, ...texts]) => {
            // What asks a store that is not ready yet asks again much later. Only so long: the agents come after this.
            if (args.cluster) await unready([storeObject], await ClusterReader.connect(args.cluster), 10);
            return createHash("sha256").update(texts.join("")).digest("hex").slice(0, 12);
        });
        this.storeName = store.metadata.name;
        this.applied = store.id;
        this.registerOutputs();
    }

    /** A login with a password, which lies in a Secret of its own. */
    private userPass(name: string, login: UserPassLogin) {
        const credentials = new k8s.core.v1.Secret(
            `${name}-credentials`,
            {
                metadata: { name: "vault-credentials", namespace: "kube-system" },
                stringData: { password: pulumi.secret(login.password) },
            },
            { parent: this },
        );
        const secretRef = {
            name: credentials.metadata.name,
            namespace: credentials.metadata.namespace,
            key: "password",
        };
        return {
            auth: { userPass: { path: mountOf(login), username: login.username, secretRef } },
            // Another password is another version of the Secret, and says nothing of itself.
            version: credentials.metadata.resourceVersion,
        };
    }

    /** A login with the operator's own service account. */
    private kubernetes(name: string, login: KubernetesLogin, { serviceAccount }: StoreArgs) {
        const { metadata } = tokenReviewer(`${name}-token-reviewer`, serviceAccount, { parent: this });
        // Only once Vault may ask about it; until then it would be refused.
        const namespace = metadata.name.apply(() => serviceAccount.namespace);
        const serviceAccountRef = { name: serviceAccount.name, namespace };
        return {
            auth: { kubernetes: { mountPath: mountOf(login), role: roleOf(login), serviceAccountRef } },
            version: "",
        };
    }
}

/** Where the operator finds the entries. Certificates are given in base64, inside the store. */
function location({ addressForPods, caCertificate, kv }: VaultConnection) {
    return {
        server: addressForPods,
        ...(caCertificate && { caBundle: Buffer.from(caCertificate).toString("base64") }),
        path: kv.path,
        version: kv.version,
    };
}
