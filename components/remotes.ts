/** What a remote receives. */
export enum RemoteKind {
    Prometheus = "prometheus",
    Loki = "loki",
}

/** How the agent and a remote know each other. Only for https. */
export interface RemoteTls {
    /** The certificate authorities that vouch for the remote, as PEM. Defaults to those that the agent's image knows. */
    ca?: string;
    /** What the agent shows of itself, as PEM. Agents start only once its private key has come from Vault. */
    clientCertificate?: string;
    /** The name that the remote's certificate is for. Defaults to the URL's host. */
    serverName?: string;
    /** Send to whoever answers, without looking at its certificate. Defaults to false. */
    skipVerification?: boolean;
}

/** A place the agent sends metrics or logs to. No secret stands in it: `secretsOf` says which ones it needs. */
export interface Remote {
    kind: RemoteKind;
    /**
     * Name for people: in Vault's path, in the label "remote_name" and in the names of Kubernetes objects. Letters,
     * digits, "-", "_" and "."; `secretName` must be different for every remote. A change moves its secrets.
     */
    name: string;
    /** The push address, path included. */
    url: string;
    /** The login's name; no login if left out. */
    username?: string;
    /** Log in with a token, in place of a username and a password. Defaults to false. */
    bearerToken?: boolean;
    tls?: RemoteTls;
    /** Whose data it is, where one server has several owners' ("X-Scope-OrgID"). None if left out. */
    tenant?: string;
    /** More headers for every request. Their values are readable in the agent's configuration. */
    headers?: Record<string, string>;
}

/** One of a remote's secrets. */
export interface RemoteSecret {
    /** What it is called in the remote's Vault entry and in its Kubernetes Secret. */
    property: "password" | "token" | "client_key";
    /** Where the agent reads it, below the folder that holds them all. */
    file: string;
}

/** The secrets that a remote needs. One that needs none has no Vault entry, no ExternalSecret and no file. */
export function secretsOf(remote: Remote): RemoteSecret[] {
    const properties: RemoteSecret["property"][] = [
        ...(remote.username ? ["password" as const] : []),
        ...(remote.bearerToken ? ["token" as const] : []),
        ...(remote.tls?.clientCertificate ? ["client_key" as const] : []),
    ];
    return properties.map((property) => ({ property, file: `${remote.kind}/${remote.name}/${property}` }));
}

/** Whether a remote needs any secret at all. */
export function needsSecrets(remote: Remote): boolean {
    return secretsOf(remote).length > 0;
}

/** The name of a remote's ExternalSecret and Secret: small letters, digits and "-". */
export function secretName({ kind, name }: Pick<Remote, "kind" | "name">): string {
    return `${kind}-${name.toLowerCase().replace(/[^a-z0-9]/g, "-")}`;
}

/** Where a remote's secrets lie below the KV mount, each as a property. */
export function vaultPath(clusterName: string, remote: Remote): string {
    return `grafana/alloy/${clusterName}/${remote.kind}/${remote.name}`;
}

/**
 * The remote's name where Alloy takes only letters, digits and "_", not beginning with a digit, and none of its own
 * words. Different for two remotes of a kind whose `secretName` is.
 */
export function identifier({ name }: Pick<Remote, "name">): string {
    return name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])|^(?=(?:true|false|null)$)/, "_");
}
