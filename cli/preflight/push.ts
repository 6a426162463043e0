import * as https from "node:https";

import { RemoteKind } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { send } from "../../settings/http";
import { Asked } from "./answer";

/** A remote's secrets, as far as they are known here. */
export interface KnownSecrets {
    password?: string;
    token?: string;
    client_key?: string;
}

/** Nothing, as each kind of server takes it: no series, in Snappy's format, and no streams. */
const nothing: Record<RemoteKind, { body: Buffer; headers: Record<string, string> }> = {
    [RemoteKind.Prometheus]: {
        body: Buffer.from([0]),
        headers: {
            "Content-Type": "application/x-protobuf",
            "Content-Encoding": "snappy",
            "X-Prometheus-Remote-Write-Version": "0.1.0",
        },
    },
    [RemoteKind.Loki]: {
        body: Buffer.from('{"streams": []}'),
        headers: { "Content-Type": "application/json" },
    },
};

/** Push nothing to a remote, as its agents would push something: with its login, its certificates and its headers. */
export async function pushNothing(remote: PlainRemote, secrets: KnownSecrets): Promise<Asked> {
    const { body, headers } = nothing[remote.kind];
    try {
        return await send(new URL(remote.url), {
            method: "POST",
            headers: {
                ...headers,
                "Content-Length": body.length,
                "User-Agent": "alloy-stack",
                ...authorization(remote, secrets),
                ...(remote.tenant && { "X-Scope-OrgID": remote.tenant }),
                ...remote.headers,
            },
            body,
            ...tls(remote, secrets),
        });
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return { error: { ...(code && { code }), message } };
    }
}

function authorization({ username }: PlainRemote, { password, token }: KnownSecrets): Record<string, string> {
    if (token !== undefined) return { Authorization: `Bearer ${token}` };
    if (username === undefined || password === undefined) return {};
    return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

function tls(
    { ca, clientCertificate, serverName, skipVerification }: PlainRemote,
    { client_key: key }: KnownSecrets,
): Pick<https.RequestOptions, "ca" | "cert" | "key" | "servername" | "rejectUnauthorized"> {
    return {
        ...(ca && { ca }),
        ...(clientCertificate && key && { cert: clientCertificate, key }),
        ...(serverName && { servername: serverName }),
        ...(skipVerification && { rejectUnauthorized: false }),
    };
}
