import * as pulumi from "@pulumi/pulumi";

import { vaultName } from "./names";

/** How the External Secrets Operator can log in to Vault. */
export enum LoginMethod {
    /** With a username and a password, which lies in the cluster as the Secret "vault-credentials". */
    UserPass = "userPass",
    /** With its own service account, which Vault asks the cluster about. The cluster holds no password of Vault's. */
    Kubernetes = "kubernetes",
    /** With a role's id and a secret id, which lies in the cluster as the Secret "vault-credentials". Vault's owners make both. */
    AppRole = "appRole",
    /** With a token of its own service account, which Vault checks by itself, with the keys that its owners have given it. */
    Jwt = "jwt",
}

/** What Vault calls a login method; it is mounted there, too, if nothing else is said. */
export const methodType: Record<LoginMethod, string> = {
    [LoginMethod.UserPass]: "userpass",
    [LoginMethod.Kubernetes]: "kubernetes",
    [LoginMethod.AppRole]: "approle",
    [LoginMethod.Jwt]: "jwt",
};

/** A service account in the cluster. */
export interface ServiceAccountArgs {
    /** Its name. Example: "external-secrets". */
    name: string;
    /** The namespace that it is in. */
    namespace: pulumi.Input<string>;
}

/** How the External Secrets Operator logs in to Vault. */
export interface EsoLoginArgs {
    /** Defaults to "userPass". A change replaces the login. */
    method?: LoginMethod;
    /**
     * The path at which Vault has the login method. Defaults to what Vault calls it: "userpass", "kubernetes", "approle" or
     * "jwt". A change moves the login there.
     */
    mount?: string;
    /**
     * Mount the login method at that path, and for "kubernetes" tell it of this cluster. It stays when the stack is
     * destroyed, since others may log in there. Defaults to false: Vault's owners have mounted it, as they always have for
     * "appRole" and "jwt".
     */
    createMount?: boolean;
    /** The user, for "userPass". Defaults to "eso-" and the cluster's name. A change makes another one. */
    username?: string;
    /** The user's password, for "userPass". Required there. */
    password?: pulumi.Input<string>;
    /** What the operator becomes in Vault, for all but "userPass". Defaults to "eso-" and the cluster's name. */
    role?: string;
    /** The id of that role, as Vault has made it, for "appRole". Required there. */
    roleId?: pulumi.Input<string>;
    /** A secret id of that role, for "appRole". Required there. */
    secretId?: pulumi.Input<string>;
    /** For whom the service account's token is, for "jwt": what Vault's role is bound to. Defaults to "vault". */
    audience?: string;
    /** The operator's service account, for "kubernetes" and "jwt". Defaults to the one that its chart makes. */
    serviceAccount?: ServiceAccountArgs;
    /** The cluster's API server as Vault reaches it, for "kubernetes" with createMount. Required there. */
    kubernetesHost?: pulumi.Input<string>;
    /** The certificate authority that vouches for the API server, as PEM, for "kubernetes" with createMount. */
    kubernetesCaCertificate?: pulumi.Input<string>;
    /** The namespace of the Secret "vault-credentials", for "userPass" and "appRole". Defaults to "kube-system". */
    credentialsNamespace?: pulumi.Input<string>;
    /** The policy that lets the login read this cluster's entries. Defaults to "eso-policy-" and the cluster's name. */
    policyName?: string;
    /** Overwrite a policy, user or role that others made. Defaults to false: the update is refused. */
    overwrite?: boolean;
}

/** A login with all its defaults. */
export interface EsoLoginNames {
    method: LoginMethod;
    mount: string;
    username: string;
    role: string;
    policy: string;
}

export function loginNames(clusterName: string, login: EsoLoginArgs): EsoLoginNames {
    const { method = LoginMethod.UserPass } = login;
    const name = vaultName(clusterName);
    return {
        method,
        mount: login.mount ?? methodType[method],
        username: login.username ?? `eso-${name}`,
        role: login.role ?? `eso-${name}`,
        policy: login.policyName ?? `eso-policy-${name}`,
    };
}

/** How long a login is good for. The operator logs in for each reading, and out after it; Vault's default is 32 days. */
export const tokenSeconds = 1200;
