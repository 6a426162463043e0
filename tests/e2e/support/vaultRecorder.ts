import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { AddressInfo } from "node:net";
import * as path from "node:path";

import { nodeIp } from "../../lab/node/addresses";
import { VaultServer } from "./vaultServer";

/** Whether Vault is sealed is asked of it as a whole, and the plugin makes its token where the given one is from. */
const outside =
    /^(GET (sys\/health|sys\/seal-status|auth\/token\/lookup-self)|(POST|PUT) auth\/token\/create)$/;

/** What Vault was asked. */
export interface Recorded {
    /** As in "PUT auth/approle/login". */
    request: string;
    /** Undefined if it was asked in none. */
    namespace: string | undefined;
    /** HashiCorp's own client asks like that, which is in the plugin, in the operator and in the command. */
    byClient: boolean;
}

/**
 * In front of a Vault that knows no namespaces, as the community's: notes in which one each request is, and passes it on
 * without. It has the Vault's own certificate.
 */
export class VaultRecorder {
    readonly address: string;
    private asked: Recorded[] = [];

    private constructor(
        private readonly vault: VaultServer,
        private readonly server: https.Server,
    ) {
        const { port } = server.address() as AddressInfo;
        this.address = `https://${nodeIp()}:${port}`;
        server.on("request", (request, response) => {
            this.pass(request, response);
        });
    }

    static async start(vault: VaultServer): Promise<VaultRecorder> {
        const read = (name: string) => fs.readFileSync(path.join(vault.folder, name));
        const server = https.createServer({ cert: read("server.crt"), key: read("server.key") });
        server.listen(0, "0.0.0.0");
        await new Promise((resolve) => server.once("listening", resolve));
        return new VaultRecorder(vault, server);
    }

    /** What was asked in a namespace since this was last called; fails if anything was asked elsewhere that belongs into it. */
    takeIn(namespace: string): Recorded[] {
        const all = this.asked.splice(0);
        const isOurs = (one: Recorded) => one.namespace === namespace;
        const elsewhere = all.filter((one) => !isOurs(one)).map(({ request }) => request);
        assert.deepEqual(
            elsewhere.filter((request) => !outside.test(request)),
            [],
            `not asked in ${namespace}`,
        );
        return all.filter(isOurs);
    }

    close(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
        const { method = "", url = "", headers } = request;
        const { "x-vault-namespace": namespace, ...others } = headers;
        const [at = ""] = url.replace(/^\/v1\//, "").split("?");
        this.asked.push({
            request: `${method} ${at}`,
            // The command ends it with a slash.
            namespace: namespace?.toString().replace(/\/$/, ""),
            byClient: headers["x-vault-request"] === "true",
        });
        const options = { method, headers: others, ca: this.vault.ca };
        const onward = https.request(`${this.vault.address}${url}`, options, (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
        });
        onward.once("error", (error) => response.destroy(error));
        request.pipe(onward);
    }
}
