import * as http from "node:http";
import * as https from "node:https";

/** What a server answered. */
export interface Answer {
    status: number;
    body: string;
}

export interface Question extends Omit<https.RequestOptions, "headers"> {
    headers?: http.OutgoingHttpHeaders;
    body?: string | Buffer;
}

/** Seconds. */
const patience = 10;

/**
 * Send an HTTP request, with authorities and certificates of its own, which fetch does not take. Fails where there is no answer.
 */
export function send(url: URL, { body, ...options }: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const take = (response: http.IncomingMessage) => {
            let text = "";
            response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
            response.on("error", reject).on("end", () => {
                resolve({ status: response.statusCode ?? 0, body: text });
            });
        };
        const all = { ...options, timeout: patience * 1000 };
        const request =
            url.protocol === "http:" ? http.request(url, all, take) : https.request(url, all, take);
        request.on("timeout", () => request.destroy(new Error(`no answer in ${patience} s`)));
        request.on("error", reject).end(body);
    });
}
