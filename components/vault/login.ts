import * as pulumi from "@pulumi/pulumi";

/** The ways in which the External Secrets Operator can log in to Vault. */
export enum LoginMethod {
    /** With a username and a password, which lies in the cluster as the Secret "vault-credentials". */
    UserPass = "userPass",
    /** With its own service account, which Vault asks the cluster about. The cluster holds no password of Vault's. */
    Kubernetes = "kubernetes",
}

/** What both have in common. */
interface MountedLogin {
    /** The path at which Vault has the login method. Defaults to the method's type. A change moves the login there. */
    mount?: string;
    /**
     * Its owners have mounted the method there, and told it how to reach the cluster; only the operator's own user or
     * role is written. Defaults to false: it is mounted by this stack, and removed with it, all its users included.
     */
    mountExists?: boolean;
}

export interface UserPassLogin extends MountedLogin {
    method?: LoginMethod.UserPass;
    username: string;
    password: pulumi.Input<string>;
}

export interface KubernetesLogin extends MountedLogin {
    method: LoginMethod.Kubernetes;
    /** What the service account becomes in Vault. Defaults to "external-secrets". A change makes another. */
    role?: string;
    /** The operator's service account. Defaults to the one that its chart makes in the operator's namespace. */
    serviceAccount?: ServiceAccount;
    /**
     * The cluster's API server as Vault reaches it. Defaults to the kubeconfig's; for a dev Vault with this machine's
     * address in place of its loopback, which means another machine in a container.
     */
    clusterAddress?: string;
    /** The certificate authority that vouches for the API server, as PEM. Defaults to the kubeconfig's. */
    clusterCaCertificate?: string;
}

export interface ServiceAccount {
    name: string;
    namespace: string;
}

/** How the External Secrets Operator logs in to Vault. */
export type VaultLogin = UserPassLogin | KubernetesLogin;

export function isKubernetes(login: VaultLogin): login is KubernetesLogin {
    return login.method === LoginMethod.Kubernetes;
}

/** The path at which a login method is mounted. */
export function mountOf(login: VaultLogin): string {
    return login.mount ?? (isKubernetes(login) ? "kubernetes" : "userpass");
}

/** The role that a service account logs in as. */
export function roleOf({ role = "external-secrets" }: KubernetesLogin): string {
    return role;
}

/** How long a login is good for. The operator logs in for each reading, and out after it; Vault's default is 32 days. */
export const tokenSeconds = 1200;
