import * as pulumi from "@pulumi/pulumi";

import { normalCertificates } from "../validate/certificates";
import { EndpointBlock, sendingAttributes, sendingBlocks } from "./sending";
import { ProxyArgs } from "../vault/connection";
import { loginOf, Remote, RemoteKind, RemoteSecret, secretsOf } from "../remotes";

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

/** A line of a block in Alloy's syntax. */
export interface Attribute {
    /** Padded, so that the "=" of all lines stand below each other, as `alloy fmt` has them. */
    name: string;
    value: string;
}

/** What the template of an `endpoint` block names; a block that is left out is undefined. */
export interface Endpoint {
    attributes: Attribute[];
    login: { attributes: Attribute[] } | undefined;
    tls: { attributes: Attribute[] } | undefined;
    blocks: EndpointBlock[];
}

/** A remote as Alloy's `prometheus.remote_write` and `loki.write` take it. */
export function endpoint(remote: KnownDestination): Endpoint {
    const { kind, name, url, username, tenant, headers } = remote;
    const isLoki = kind === RemoteKind.Loki;
    // Loki's client has an attribute for the tenant, and no header of that name would win over it.
    const allHeaders = { ...(tenant && !isLoki && { "X-Scope-OrgID": tenant }), ...headers };
    return {
        attributes: aligned({
            name: text(name),
            url: text(url),
            tenant_id: isLoki ? text(tenant) : undefined,
            headers: Object.keys(allHeaders).length > 0 ? stringMap(allHeaders) : undefined,
            bearer_token_file: fileOf(remote, "token"),
            proxy_url: text(remote.proxyUrl),
            proxy_from_environment: remote.proxyFromEnvironment ? "true" : undefined,
            ...sendingAttributes(remote),
        }),
        login: block({ username: text(username), password_file: fileOf(remote, "password") }),
        tls: block({
            ca_pem: certificates(remote.ca),
            cert_pem: certificates(remote.clientCertificate),
            key_file: fileOf(remote, "client_key"),
            server_name: text(remote.serverName),
            insecure_skip_verify: remote.skipVerification ? "true" : undefined,
        }),
        blocks: sendingBlocks(remote),
    };
}

/** A list of strings in Alloy's syntax. */
export function stringList(values: string[]): string {
    return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

/** A map of strings in Alloy's syntax. */
export function stringMap(values: Record<string, string>): string {
    const pairs = Object.entries(values).map(
        ([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`,
    );
    return `{${pairs.join(", ")}}`;
}

/** Certificates as Alloy takes them. */
export function certificates(pem: string | undefined): string | undefined {
    return text(pem && normalCertificates(pem));
}

/** A text in Alloy's syntax. */
export function text(value: string | undefined): string | undefined {
    return value === undefined ? undefined : JSON.stringify(value);
}

/** Where the agent reads one of a remote's secrets; undefined if it has no such. */
export function fileOf(remote: KnownDestination, property: RemoteSecret["property"]): string | undefined {
    const secret = secretsOf(remote).find((one) => one.property === property);
    return secret && text(`${secretFolder}/${secret.file}`);
}

/** A block with those of its attributes that have a value; none if it has none. */
function block(values: Record<string, string | undefined>): { attributes: Attribute[] } | undefined {
    const attributes = aligned(values);
    return attributes.length > 0 ? { attributes } : undefined;
}

/** Those of the attributes that have a value, as `alloy fmt` has them below each other. */
export function aligned(values: Record<string, string | undefined>): Attribute[] {
    const given = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : { name, value },
    );
    const width = Math.max(...given.map(({ name }) => name.length));
    return given.map(({ name, value }) => ({ name: name.padEnd(width), value }));
}
