import { RemoteKind } from "../remotes";
import { fileOf, KnownDestination } from "./destination";
import { EndpointBlock, sendingAttributes, sendingBlocks } from "./sending";
import { aligned, Attribute, certificates, stringMap, text } from "./values";

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

/** A block with those of its attributes that have a value; none if it has none. */
function block(values: Record<string, string | undefined>): { attributes: Attribute[] } | undefined {
    const attributes = aligned(values);
    return attributes.length > 0 ? { attributes } : undefined;
}
