import * as assert from "node:assert/strict";
import * as http from "node:http";
import * as https from "node:https";
import { AddressInfo } from "node:net";

import { preflight } from "../../../../cli/preflight/answer";
import { pushNothing } from "../../../../cli/preflight/push";
import { RemoteKind } from "../../../../components/remotes";
import { certificate, privateKey } from "../../../support/certificate";

interface Pushed {
    method: string | undefined;
    url: string | undefined;
    headers: http.IncomingHttpHeaders;
    body: Buffer;
}

describe("an empty push", () => {
    let pushed: Pushed | undefined;
    let server: http.Server;
    const take: http.RequestListener = (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const { method, url, headers } = request;
            pushed = { method, url, headers, body: Buffer.concat(chunks) };
            response.writeHead(204).end();
        });
    };

    async function start(made: http.Server): Promise<number> {
        server = made;
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return (server.address() as AddressInfo).port;
    }

    beforeEach(() => (pushed = undefined));
    afterEach(() => {
        server.closeAllConnections();
        server.close();
    });

    it("is no series, with the login, the tenant and the headers that the agents will send", async () => {
        const port = await start(http.createServer(take));
        const remote = {
            kind: RemoteKind.Prometheus,
            name: "m",
            url: `http://127.0.0.1:${port}/api/v1/write`,
            username: "alloy",
            tenant: "team",
            headers: { "X-More": "1" },
        };
        assert.deepEqual(await pushNothing(remote, { password: "secret" }), { status: 204, body: "" });
        assert.equal(pushed?.method, "POST");
        assert.equal(pushed.url, "/api/v1/write");
        // What Snappy makes of nothing.
        assert.deepEqual([...pushed.body], [0]);
        const { authorization, "content-encoding": encoding } = pushed.headers;
        assert.equal(authorization, `Basic ${Buffer.from("alloy:secret").toString("base64")}`);
        assert.equal(encoding, "snappy");
        assert.equal(pushed.headers["x-scope-orgid"], "team");
        assert.equal(pushed.headers["x-more"], "1");
    });

    it("is no streams, with a token, for a Loki", async () => {
        const port = await start(http.createServer(take));
        const remote = { kind: RemoteKind.Loki, name: "l", url: `http://127.0.0.1:${port}/loki/api/v1/push` };
        await pushNothing(remote, { token: "t" });
        assert.deepEqual(JSON.parse(String(pushed?.body)), { streams: [] });
        assert.equal(pushed?.headers.authorization, "Bearer t");
    });

    it("has no login where the secret is not known", async () => {
        const port = await start(http.createServer(take));
        const remote = { kind: RemoteKind.Loki, name: "l", url: `http://127.0.0.1:${port}/p`, username: "u" };
        await pushNothing(remote, {});
        assert.equal(pushed?.headers.authorization, undefined);
    });

    it("goes only to whom the remote's ca vouches for", async () => {
        const port = await start(https.createServer({ cert: certificate, key: privateKey }, take));
        const remote = { kind: RemoteKind.Loki, name: "l", url: `https://localhost:${port}/p` };
        const untrusted = await pushNothing(remote, {});
        assert.match(
            preflight(remote, untrusted, true).words ?? "",
            /its certificate is not trusted \(.*SELF_SIGNED.*\)/,
        );
        assert.equal(pushed, undefined);
        const otherName = await pushNothing({ ...remote, ca: certificate }, {});
        assert.match(preflight(remote, otherName, true).words ?? "", /is for another name/);
        const skipped = await pushNothing({ ...remote, skipVerification: true }, {});
        assert.deepEqual(skipped, { status: 204, body: "" });
    });

    it("that nobody takes has a reason", async () => {
        const port = await start(http.createServer(take));
        server.close();
        server.closeAllConnections();
        const remote = { kind: RemoteKind.Loki, name: "l", url: `http://127.0.0.1:${port}/p` };
        assert.match(preflight(remote, await pushNothing(remote, {}), true).words ?? "", /does it run\?/);
        await start(http.createServer(take));
    });
});
