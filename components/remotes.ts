import * as pulumi from "@pulumi/pulumi";

import { SendingArgs } from "./sending";
import { SecretSource } from "./vault/secretSource";

/** What a remote receives. */
export enum RemoteKind {
    Prometheus = "prometheus",
    Loki = "loki",
}

/** How the agent logs in to a remote. */
export enum RemoteLogin {
    /** With nothing. */
    None = "none",
    /** With a username and a password. */
    Password = "password",
    /** With a token in place of both. */
    BearerToken = "bearerToken",
    /** With a token that another server gives out for a client's id and secret. */
    OAuth2 = "oauth2",
    /** With requests that are signed as AWS wants it. */
    SigV4 = "sigv4",
}

/** A place the agent sends metrics or logs to. Its passwords, tokens and keys are kept in Vault. */
export interface RemoteArgs extends SendingArgs {
    /**
     * Name for people: in Vault's path, in the label "remote_name" and in the names of Kubernetes objects. Up to 50
     * letters, digits, "-", "_" and "."; two names of a kind differ in more than case and these three. A change moves the
     * remote's secrets. Example: "primary".
     */
    name: string;
    /**
     * The push address with its path. A change updates the agent's configuration, without a restart. Example:
     * "https://prometheus.example.com/api/v1/write".
     */
    url: pulumi.Input<string>;
    /** The login's name. Defaults to none: the agent sends without a login. */
    username?: pulumi.Input<string>;
    /** The login's password. A change is one more version of the Vault entry; agents use it within a minute or two. */
    password?: pulumi.Input<string>;
    /** A token for the login, in place of a username and a password. */
    bearerToken?: pulumi.Input<string>;
    /**
     * How the agent logs in. Defaults to what is given of username, bearerToken, oauth2 and sigv4. Give it for a token that is not given
     * here: one that is generated, or that Vault's owners write.
     */
    login?: RemoteLogin;
    /** Where the remote's secrets come from. Defaults to "config": they are given here. */
    secretSource?: SecretSource;
    /** The Secret that has them, for the source "secret". Required there. A change replaces the agents' pods. */
    existingSecret?: ExistingSecretArgs;
    /** The certificate authorities that vouch for the remote, as PEM. Defaults to those that the agent's image knows. */
    ca?: pulumi.Input<string>;
    /** The certificate that the agent shows, as PEM. Agents start once its private key is there. */
    clientCertificate?: pulumi.Input<string>;
    /** The private key of the client certificate, as PEM. */
    clientKey?: pulumi.Input<string>;
    /** The name that the remote's certificate is for. Defaults to the URL's host. */
    serverName?: string;
    /** Send without checking the remote's certificate. Defaults to false. */
    skipVerification?: boolean;
    /** The proxy through which the agent sends. Defaults to none. Example: "http://proxy.example.com:3128". */
    proxyUrl?: pulumi.Input<string>;
    /** Whose data it is, where one server has several owners' ("X-Scope-OrgID"). Defaults to none. */
    tenant?: pulumi.Input<string>;
    /** More headers for every request. Everybody who may read the agent's ConfigMap can read their values. */
    headers?: Record<string, pulumi.Input<string>>;
    /**
     * Labels of everything that is sent to this remote, beside those of the stack, over which they win. A series or a line that
     * has a label of that name already keeps its own. Defaults to none. Example: {"tier": "long-term"}.
     */
    labels?: Record<string, string>;
}

/** A Secret in the agents' namespace that others make. */
export interface ExistingSecretArgs {
    /** Its name. Example: "grafana-cloud". */
    name: string;
    /**
     * The password's or token's key in it. Defaults to "password", "token" or "client_secret". The private key of a client certificate is always
     * "client_key".
     */
    key?: string;
}

/** A remote and what it receives. */
export interface Remote extends RemoteArgs {
    kind: RemoteKind;
}

/** What decides which secrets a remote has. */
type SecretsOf = Pick<
    Remote,
    "kind" | "name" | "username" | "bearerToken" | "login" | "clientCertificate" | "oauth2" | "sigv4"
>;

/** One of a remote's secrets. */
export interface RemoteSecret {
    /** What it is called in the remote's Vault entry and in its Kubernetes Secret. */
    property: "password" | "token" | "client_secret" | "client_key";
    /** Where the agent reads it, below the folder that holds them all. */
    file: string;
}

export function loginOf({ login, username, bearerToken, oauth2, sigv4 }: SecretsOf): RemoteLogin {
    if (login !== undefined) return login;
    if (oauth2 !== undefined) return RemoteLogin.OAuth2;
    if (sigv4 !== undefined) return RemoteLogin.SigV4;
    if (bearerToken !== undefined) return RemoteLogin.BearerToken;
    return username === undefined ? RemoteLogin.None : RemoteLogin.Password;
}

/** The secrets that a remote needs. One that needs none has no Vault entry, no ExternalSecret and no file. */
export function secretsOf(remote: SecretsOf): RemoteSecret[] {
    const login = loginOf(remote);
    const properties: RemoteSecret["property"][] = [
        ...(login === RemoteLogin.Password ? ["password" as const] : []),
        ...(login === RemoteLogin.BearerToken ? ["token" as const] : []),
        ...(login === RemoteLogin.OAuth2 ? ["client_secret" as const] : []),
        ...(remote.clientCertificate !== undefined ? ["client_key" as const] : []),
    ];
    return properties.map((property) => ({ property, file: `${remote.kind}/${remote.name}/${property}` }));
}

/** Whether a remote needs any secret at all. */
export function needsSecrets(remote: SecretsOf): boolean {
    return secretsOf(remote).length > 0;
}

/** Whether a remote needs a secret that comes through the External Secrets Operator. */
export function needsStore(remote: SecretsOf & Pick<Remote, "secretSource">): boolean {
    return needsSecrets(remote) && remote.secretSource !== SecretSource.Secret;
}

/** The Secret in the agents' namespace that has a remote's secrets, and under which key it has each. */
export function secretObject(remote: SecretsOf & Pick<Remote, "secretSource" | "existingSecret">) {
    const { existingSecret: existing } = remote;
    const name = remote.secretSource === SecretSource.Secret && existing ? existing.name : secretName(remote);
    const items = secretsOf(remote).map(({ property, file }) => ({
        key: property === "client_key" ? property : (existing?.key ?? property),
        path: file,
    }));
    return { name, items };
}

/** The value of one of a remote's secrets, where the args have it. */
export function valueOf(
    remote: Remote,
    property: RemoteSecret["property"],
): pulumi.Input<string> | undefined {
    return {
        password: remote.password,
        token: remote.bearerToken,
        client_secret: remote.clientSecret,
        client_key: remote.clientKey,
    }[property];
}

/** The name of a remote's ExternalSecret and Secret: small letters, digits and "-". */
export function secretName({ kind, name }: Pick<Remote, "kind" | "name">): string {
    return `${kind}-${name.toLowerCase().replace(/[^a-z0-9]/g, "-")}`;
}

/** Where a remote's secrets lie below the KV mount, each as a property. */
export function vaultPath(clusterName: string, { kind, name }: Pick<Remote, "kind" | "name">): string {
    return `grafana/alloy/${clusterName}/${kind}/${name}`;
}

/**
 * The remote's name where Alloy takes only letters, digits and "_", not beginning with a digit, and none of its own
 * words. Different for two remotes of a kind whose `secretName` is.
 */
export function identifier({ name }: Pick<Remote, "name">): string {
    return name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])|^(?=(?:true|false|null)$)/, "_");
}
