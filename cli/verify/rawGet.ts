import * as http from "node:http";
import * as https from "node:https";

import type { KubeConfig } from "@kubernetes/client-node";

/**
 * What the API server answers at a path, as it is. Its client parses every answer by its type, and an agent that is
 * asked through the server's proxy does not always name one.
 */
export async function rawGet(config: KubeConfig, path: string): Promise<string> {
    const { server = "", skipTLSVerify = false } = config.getCurrentCluster() ?? {};
    const options: https.RequestOptions = { rejectUnauthorized: !skipTLSVerify, timeout: 15_000 };
    await config.applyToHTTPSOptions(options);
    const url = new URL(`${server.replace(/\/$/, "")}/${path}`);
    return new Promise((resolve, reject) => {
        const get = url.protocol === "http:" ? http.get : https.get;
        const request = get(url, options, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
            response.on("error", reject).on("end", () => {
                const { statusCode = 0 } = response;
                if (statusCode === 200) resolve(text);
                else reject(new Error(`${url.pathname} answers ${statusCode}: ${text.slice(0, 200)}`));
            });
        });
        request.on("timeout", () => request.destroy(new Error(`no answer in 15 s by way of ${url.host}`)));
        request.on("error", reject);
    });
}
