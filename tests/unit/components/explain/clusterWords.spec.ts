import * as assert from "node:assert/strict";

import { ClusterWords } from "../../../../components/explain/clusterWords";
import { FakeApiServer, kubeconfig } from "../../../support/fakeApiServer";

describe("a cluster's own words", () => {
    const server = new FakeApiServer();
    before(() => server.start());
    after(() => {
        server.stop();
    });
    beforeEach(() => {
        server.asked = [];
        server.sent = [];
        server.answer = undefined;
        server.answers = {};
    });
    const words = (context?: string) =>
        new ClusterWords({ kubeconfig: server.kubeconfig(), ...(context && { context }) });

    it("are the last warning about an object, in its own namespace or in the cluster's objects'", async () => {
        server.answer = {
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
        assert.deepEqual(server.asked, [
            "/a/api/v1/namespaces/agents/events?fieldSelector=involvedObject.name=loki-a,type=Warning",
            "/b/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=store,type=Warning",
        ]);
    });

    it("are asked for with a kubeconfig in one line, too", async () => {
        server.answer = { items: [{ metadata: {}, involvedObject: {}, message: "one" }] };
        const kubeconfig = JSON.stringify(JSON.parse(server.kubeconfig()));
        assert.equal(await new ClusterWords({ kubeconfig }).lastWarning("loki-a", "agents"), "one");
    });

    it("are why pods do not run, of those that do not", async () => {
        const waiting = { waiting: { reason: "ErrImagePull" } };
        server.answer = {
            items: [
                { metadata: { name: "good" }, status: { containerStatuses: [{ name: "c", ready: true }] } },
                {
                    metadata: { name: "bad" },
                    status: { containerStatuses: [{ name: "c", ready: false, state: waiting }] },
                },
            ],
        };
        assert.deepEqual(await words().podReasons("agents", "app=x"), { bad: "container c: ErrImagePull" });
        assert.deepEqual(server.asked, ["/a/api/v1/namespaces/agents/pods?labelSelector=app=x"]);
    });

    it("have the operator look at an object, by an annotation", async () => {
        const before = Date.now();
        const resources = [{ name: "externalsecrets", kind: "ExternalSecret", namespaced: true }];
        server.answers["/apis/external-secrets.io/v1"] = { kind: "APIResourceList", resources };
        server.answer = {};
        await words().askOperator({ kind: "ExternalSecret", name: "loki-a", namespace: "agents" });
        assert.equal(
            server.asked.at(-1),
            "/a/apis/external-secrets.io/v1/namespaces/agents/externalsecrets/loki-a",
        );
        const [change] = server.sent as { metadata: { annotations: Record<string, string> } }[];
        const { "force-sync": when = "" } = change?.metadata.annotations ?? {};
        assert.ok(Date.parse(when) >= before - 1, when);
    });

    it("are none, and no error, where the cluster may not be asked, or cannot be", async () => {
        const silent = [
            words(),
            words("nowhere"),
            new ClusterWords({ kubeconfig: kubeconfig("http://127.0.0.1:2") }),
            new ClusterWords({ kubeconfig: "/no/such/file" }),
        ];
        for (const one of silent) {
            assert.equal(await one.lastWarning("x", "y"), undefined);
            assert.deepEqual(await one.podReasons("x", "y"), {});
        }
    });
});
