const unknownAuthority = "tls: failed to verify certificate: x509: certificate signed by unknown authority";

/** What Node says of a connection that fails, as Go says it. */
export function asGoSays(method: string, url: string, error: Error): Error {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const { host, hostname } = new URL(url);
    const reasons: Partial<Record<string, string>> = {
        ECONNREFUSED: `dial tcp ${host}: connect: connection refused`,
        ENOTFOUND: `dial tcp: lookup ${hostname}: no such host`,
        SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
        DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
        UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
        UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
    };
    const verb = method[0]! + method.slice(1).toLowerCase();
    return new Error(`${verb} "${url}": ${reasons[code] ?? message}`, { cause: error });
}
