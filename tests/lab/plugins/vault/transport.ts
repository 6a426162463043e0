import * as http from "node:http";
import * as https from "node:https";

export interface Answer {
    status: number;
    text: string;
}

/** How a server is reached. */
export interface Transport {
    (method: string, url: string, headers: Record<string, string>, body?: string): Promise<Answer>;
}

/** Asks over http, or over https and trusts this certificate authority alone (PEM), as Go does; else the usual ones. */
export function transport(ca?: string): Transport {
    return (method, url, headers, body) =>
        new Promise((resolve, reject) => {
            const { request } = url.startsWith("https:") ? https : http;
            const fail = (error: Error) => {
                reject(unreachable(method, url, error));
            };
            request(url, { method, headers, ...(ca !== undefined && { ca }) }, (response) => {
                let text = "";
                response.setEncoding("utf8");
                response.on("data", (part: string) => (text += part));
                response.once("end", () => {
                    resolve({ status: response.statusCode ?? 0, text });
                });
                response.once("error", fail);
            })
                .once("error", fail)
                .end(body);
        });
}

const unknownAuthority = "tls: failed to verify certificate: x509: certificate signed by unknown authority";

/** What Node says of a connection that fails, as Go says it. */
function unreachable(method: string, url: string, error: Error): Error {
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
