import * as http from "node:http";
import * as https from "node:https";

import { asGoSays } from "../goNetwork";

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
                reject(asGoSays(method, url, error));
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
