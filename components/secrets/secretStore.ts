import { createHash } from "node:crypto";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { formerType } from "../formerType";
import { normalCertificates } from "../validate/certificates";
import { kvOf, VaultArgs } from "../vault/connection";
import { usualAudience } from "../vault/kubernetesLogin";
import { EsoLoginArgs, loginNames, LoginMethod, ServiceAccountArgs } from "../vault/login";
import { Awaited } from "./observed";
import { settled } from "./settled";
import { tokenReviewer } from "./tokenReviewer";
import { Reader } from "./readiness";

/** The ClusterSecretStore's name. */
export const storeName = "vault-secret-store";

/** By these our objects are told from other people's. */
const ourLabels = { "app.kubernetes.io/part-of": "alloy-stack" };

/** A ClusterSecretStore that ExternalSecrets are read through. */
export interface Store {
    /** The ClusterSecretStore's name. */
    storeName: pulumi.Output<string>;
    /** Another one for every change of the store: what was synced through an earlier one has to be synced again. */
    revision: pulumi.Output<string>;
    /** Known once the cluster has the store; it may not be ready then. */
    applied: pulumi.Output<unknown>;
}

/** A store that others made and look after. */
export function existingStore(name: string): Store {
    return { storeName: pulumi.output(name), revision: pulumi.output(""), applied: pulumi.output(undefined) };
}

/** How to find a store in the cluster. */
export function storeObject(name = storeName): Awaited {
    return { kind: "ClusterSecretStore", name };
}

export interface SecretStoreArgs {
    clusterName: string;
    /** A change of where it is, or of its certificate authority, updates the store, and all secrets are read again. */
    vault: VaultArgs;
    login: EsoLoginArgs;
    /** The operator's, for a login with it. */
    serviceAccount: ServiceAccountArgs;
    /** Another one whenever the login is another in Vault. */
    loginRevision: pulumi.Input<string>;
    /** The only namespace whose ExternalSecrets may use this store. */
    namespace: pulumi.Input<string>;
    /** Asks the cluster whether the store is ready; none to ask nothing. */
    reader?: Reader;
}

/** The ClusterSecretStore that leads to Vault, and what its login needs in the cluster. */
export class SecretStore extends pulumi.ComponentResource implements Store {
    readonly storeName: pulumi.Output<string>;
    readonly revision: pulumi.Output<string>;
    readonly applied: pulumi.Output<unknown>;

    constructor(name: string, args: SecretStoreArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:SecretStore", name, {}, formerType("Store", options));
        const { auth, version } = this.auth(name, args);
        const spec = pulumi.output({
            conditions: [{ namespaces: [args.namespace] }],
            provider: { vault: { ...location(args.vault), auth } },
        });
        const revision = pulumi
            .all([pulumi.jsonStringify(spec), version, args.loginRevision])
            .apply((texts) => createHash("sha256").update(texts.join("")).digest("hex").slice(0, 12));
        const store = new k8s.apiextensions.CustomResource(
            name,
            {
                apiVersion: "external-secrets.io/v1",
                kind: "ClusterSecretStore",
                metadata: {
                    name: storeName,
                    labels: ourLabels,
                    // The operator looks at the store again when it changes, and not when the Secret with the password does.
                    annotations: { "alloy-stack/login-revision": revision },
                },
                spec,
            },
            { parent: this, deleteBeforeReplace: true },
        );
        // Every secret that is read through it is a login. Vault locks a user out after five wrong ones, so only the store
        // tries a login until it is known whether that is right.
        this.revision = pulumi.all([store.id, revision]).apply(async ([, current]) => {
            if (args.reader) await settled(storeObject(), args.reader);
            return current;
        });
        this.storeName = store.metadata.name;
        this.applied = store.id;
        this.registerOutputs();
    }

    private auth(name: string, args: SecretStoreArgs) {
        switch (loginNames(args.clusterName, args.login).method) {
            case LoginMethod.UserPass:
                return this.userPass(name, args);
            case LoginMethod.Kubernetes:
                return this.kubernetes(name, args);
            case LoginMethod.AppRole:
                return this.appRole(name, args);
            case LoginMethod.Jwt:
                return jwt(args);
        }
    }

    private userPass(name: string, { clusterName, login }: SecretStoreArgs) {
        const { mount, username } = loginNames(clusterName, login);
        const { secretRef, version } = this.credentials(name, login, "password", login.password);
        return { auth: { userPass: { path: mount, username, secretRef } }, version };
    }

    private appRole(name: string, { clusterName, login }: SecretStoreArgs) {
        const { mount } = loginNames(clusterName, login);
        const { secretRef, version } = this.credentials(name, login, "secret-id", login.secretId);
        return { auth: { appRole: { path: mount, roleId: login.roleId ?? "", secretRef } }, version };
    }

    /** The login's secret, in a Secret of its own. */
    private credentials(
        name: string,
        { credentialsNamespace = "kube-system" }: EsoLoginArgs,
        key: string,
        secret: pulumi.Input<string> = "",
    ) {
        const { metadata } = new k8s.core.v1.Secret(
            `${name}-credentials`,
            {
                metadata: {
                    name: "vault-credentials",
                    labels: ourLabels,
                    namespace: credentialsNamespace,
                },
                stringData: { [key]: pulumi.secret(secret) },
            },
            // In another namespace it is another one of the same name.
            { parent: this, deleteBeforeReplace: true },
        );
        return {
            secretRef: { name: metadata.name, namespace: metadata.namespace, key },
            // Another secret is another version of the Secret, and says nothing of itself.
            version: metadata.resourceVersion,
        };
    }

    /** A login with the operator's own service account. */
    private kubernetes(name: string, { clusterName, login, serviceAccount }: SecretStoreArgs) {
        const { mount, role } = loginNames(clusterName, login);
        const { metadata } = tokenReviewer(`${name}-token-reviewer`, serviceAccount, { parent: this });
        // Only once Vault may ask about it; until then it would be refused.
        const namespace = pulumi.all([serviceAccount.namespace, metadata.name]).apply(([given]) => given);
        const serviceAccountRef = { name: serviceAccount.name, namespace };
        return { auth: { kubernetes: { mountPath: mount, role, serviceAccountRef } }, version: "" };
    }
}

/** A login with a token of the operator's own service account, which Vault checks by itself. */
function jwt({ clusterName, login, serviceAccount }: SecretStoreArgs) {
    const { mount: path, role } = loginNames(clusterName, login);
    const { audience = usualAudience } = login;
    const serviceAccountRef = {
        ...serviceAccount,
        // Beside the usual one.
        ...(audience !== usualAudience && { audiences: [audience] }),
    };
    return {
        auth: { jwt: { path, role, kubernetesServiceAccountToken: { serviceAccountRef } } },
        version: "",
    };
}

/** Where the operator finds the entries. Certificates are given in base64, inside the store. */
function location(vault: VaultArgs) {
    const { address, caCertificate, namespace } = vault;
    const { path, version } = kvOf(vault);
    const base64 = (pem: string) => Buffer.from(normalCertificates(pem)).toString("base64");
    return {
        server: address,
        ...(namespace !== undefined && { namespace }),
        ...(caCertificate !== undefined && { caBundle: pulumi.output(caCertificate).apply(base64) }),
        path,
        version,
    };
}
