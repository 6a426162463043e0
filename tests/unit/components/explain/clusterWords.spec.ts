import * as assert from "node:assert/strict";
import { createServer, Server } from "node:http";
import { AddressInfo } from "node:net";

import { ClusterWords } from "../../../../components/explain/clusterWords";

/** A kubeconfig that leads to an address, which speaks no TLS: the client wants to be told so. */
function kubeconfig(server: string): string {
    const cluster = (name: string) => ({ server: `${server}/${name}`, "insecure-skip-tls-verify": true });
    return JSON.stringify(
        {
            apiVersion: "v1",
            kind: "Config",
            clusters: ["a", "b"].map((name) => ({ name, cluster: cluster(name) })),
            contexts: ["a", "b"].map((name) => ({ name, context: { cluster: name, user: "u" } })),
            users: [{ name: "u", user: {} }],
            "current-context": "a",
        },
        undefined,
        1,
    );
}

describe("a cluster's own words", () => {
    let server: Server;
    let address: string;
    let asked: string[];
    /** What the API server answers; nothing it may not. */
    let answer: object | undefined;
    before(async () => {
        server = createServer((request, response) => {
            asked.push(decodeURIComponent(request.url ?? ""));
            response.setHeader("Content-Type", "application/json");
            response.writeHead(answer ? 200 : 403).end(JSON.stringify(answer ?? { kind: "Status" }));
        }).listen(0, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => {
        asked = [];
        answer = undefined;
    });
    after(() => {
        server.close();
        server.closeAllConnections();
    });
    const words = (context?: string) =>
        new ClusterWords({ kubeconfig: kubeconfig(address), ...(context && { context }) });

    it("are the last warning about an object, in its own namespace or in the cluster's objects'", async () => {
        answer = {
            items: [
                {
                    metadata: {},
                    involvedObject: {},
                    message: "second",
                    lastTimestamp: "2026-01-01T00:00:02Z",
                },
                { metadata: {}, involvedObject: {}, message: "third", eventTime: "2026-01-01T00:00:03Z" },
                { metadata: {}, involvedObject: {}, message: "first", lastTimestamp: "2026-01-01T00:00:01Z" },
            ],
        };
        assert.equal(await words().lastWarning("loki-a", "agents"), "third");
        assert.equal(await words("b").lastWarning("store"), "third");
        assert.deepEqual(asked, [
            "/a/api/v1/namespaces/agents/events?fieldSelector=involvedObject.name=loki-a,type=Warning",
            "/b/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=store,type=Warning",
        ]);
    });

    it("are why pods do not run, of those that do not", async () => {
        const waiting = { waiting: { reason: "ErrImagePull" } };
        answer = {
            items: [
                { metadata: { name: "good" }, status: { containerStatuses: [{ name: "c", ready: true }] } },
                {
                    metadata: { name: "bad" },
                    status: { containerStatuses: [{ name: "c", ready: false, state: waiting }] },
                },
            ],
        };
        assert.deepEqual(await words().podReasons("agents", "app=x"), { bad: "container c: ErrImagePull" });
        assert.deepEqual(asked, ["/a/api/v1/namespaces/agents/pods?labelSelector=app=x"]);
    });

    it("are none, and no error, where the cluster may not be asked, or cannot be", async () => {
        const silent = [
            words(),
            words("nowhere"),
            new ClusterWords({ kubeconfig: kubeconfig("http://127.0.0.1:2") }),
        ];
        for (const one of [...silent, new ClusterWords({ kubeconfig: "/no/such/file" })]) {
            assert.equal(await one.lastWarning("x", "y"), undefined);
            assert.deepEqual(await one.podReasons("x", "y"), {});
        }
    });
});
