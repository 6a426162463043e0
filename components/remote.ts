/** What a remote receives. */
export enum RemoteKind {
    Prometheus = "prometheus",
    Loki = "loki",
}

/** A place the agent sends metrics or logs to. */
export interface Remote {
    kind: RemoteKind;
    /** Name for people: in Vault's path, in the label "remote_name" and in the names of Kubernetes objects. */
    name: string;
    /** The push address, path included. */
    url: string;
    /** The login's name; no login if left out. */
    username?: string;
}

/** The name of a remote's ExternalSecret and Secret. */
export function secretName(remote: Remote): string {
    return `${remote.kind}-${remote.name}`;
}

/** Where a remote's password lies below the KV mount, as property "password". */
export function vaultPath(clusterName: string, remote: Remote): string {
    return `grafana/alloy/${clusterName}/${remote.kind}/${remote.name}`;
}

/** Where the agent reads a remote's password, below the folder that holds them all. */
export function passwordFile(remote: Remote): string {
    return `${remote.kind}/${remote.name}/password`;
}
