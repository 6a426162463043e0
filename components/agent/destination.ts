import * as pulumi from "@pulumi/pulumi";

import { loginOf, Remote, RemoteSecret, secretsOf } from "../remotes";
import { ProxyArgs } from "../vault/connection";
import { text } from "./values";

/** Where the remotes' secrets are mounted. Beside /etc/alloy, which the config reloader watches. */
export const secretFolder = "/etc/alloy-secrets";

/** A remote without its secrets, which never stand in a configuration. */
export interface Destination extends Omit<
    Remote,
    "password" | "bearerToken" | "clientKey" | "clientSecret" | "secretSource"
> {
    /** Send through the proxy that the agent's environment names. */
    proxyFromEnvironment?: boolean;
}

/** The same with everything known that comes from other resources. */
export type KnownDestination = pulumi.Unwrap<Destination>;

/** A remote as the configuration has it, where the agents have a proxy or none. */
export function destination(remote: Remote, agentProxy?: ProxyArgs): Destination {
    const { password, bearerToken, clientKey, clientSecret, secretSource, ...rest } = remote;
    const proxy = agentProxy && remote.proxyUrl === undefined && { proxyFromEnvironment: true };
    return { ...rest, login: loginOf(remote), ...proxy };
}

/** Where the agent reads one of a remote's secrets; undefined if it has no such. */
export function fileOf(remote: KnownDestination, property: RemoteSecret["property"]): string | undefined {
    const secret = secretsOf(remote).find((one) => one.property === property);
    return secret && text(`${secretFolder}/${secret.file}`);
}
