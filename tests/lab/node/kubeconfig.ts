import * as fs from "node:fs";
import * as path from "node:path";

import { writeIfChanged } from "../host/files";
import { kubeconfig, state } from "../paths";
import { ports } from "./addresses";
import { authority, certificateOf, Identity } from "./certificates";

/** Write the kubeconfig of one of the nodes' programs, for the machine it runs on, and return its path. */
export function kubeconfigOf(identity: Identity, apiServer = "127.0.0.1"): string {
    const file =
        identity === "administrator" ? kubeconfig : path.join(state, "kubeconfigs", `${identity}.yaml`);
    const inline = (source: string) => fs.readFileSync(source).toString("base64");
    const { cert, key } = certificateOf(identity);
    const config = {
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            {
                name: "lab",
                cluster: {
                    server: `https://${apiServer}:${ports.apiServer}`,
                    "certificate-authority-data": inline(authority.cert),
                },
            },
        ],
        users: [
            {
                name: identity,
                user: { "client-certificate-data": inline(cert), "client-key-data": inline(key) },
            },
        ],
        contexts: [{ name: "lab", context: { cluster: "lab", user: identity } }],
        "current-context": "lab",
    };
    writeIfChanged(file, JSON.stringify(config, undefined, 4), 0o600);
    return file;
}
