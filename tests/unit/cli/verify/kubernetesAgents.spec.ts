import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { placeOfAgents } from "../../../../cli/verify/agents";
import { KubernetesAgents } from "../../../../cli/verify/kubernetesAgents";

const base = "/api/v1/namespaces/grafana-alloy";

describe("the agents as the cluster's API tells of them", () => {
    /** What the API server answers, by path; a text is what an agent would answer through it. */
    let answers: Record<string, unknown> = {};
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
        const url = new URL(request.url ?? "", "http://fake");
        // As the API server does, which is handed the proxied path as one escaped part.
        const at = decodeURIComponent(url.pathname);
        asked.push(`${at}${url.search}`);
        const answer = answers[at];
        const text = typeof answer === "string";
        // Agents name no type for some of their answers, and the API server's proxy none either.
        const type = at.includes("/proxy/")
            ? {}
            : { "Content-Type": text ? "text/plain" : "application/json" };
        response.writeHead(answer === undefined ? 404 : 200, type);
        response.end(text ? answer : JSON.stringify(answer ?? { kind: "Status", code: 404 }));
    });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "agents-"));
    const kubeconfig = path.join(folder, "kubeconfig");
    const agents = new KubernetesAgents({ kubeconfig }, placeOfAgents({}));

    before(async () => {
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        const config = {
            "current-context": "c",
            // The client takes plain HTTP only from those who check nothing.
            clusters: [
                {
                    name: "c",
                    cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true },
                },
            ],
            users: [{ name: "c", user: {} }],
            contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
        };
        fs.writeFileSync(kubeconfig, JSON.stringify(config));
    });

    beforeEach(() => {
        answers = {};
        asked.length = 0;
    });

    after(() => {
        server.closeAllConnections();
        server.close();
        fs.rmSync(folder, { recursive: true });
    });

    it("pods, with why they are not ready", async () => {
        const condition = (status: string, message?: string) => ({ type: "Ready", status, message });
        const crash = {
            state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } },
            lastState: { terminated: { message: "could not perform the initial load" } },
        };
        const items = [
            { metadata: { name: "good" }, status: { conditions: [condition("True")] } },
            {
                metadata: { name: "crashing" },
                status: { conditions: [condition("False")], containerStatuses: [crash] },
            },
            {
                metadata: { name: "homeless" },
                status: {
                    phase: "Pending",
                    conditions: [{ type: "PodScheduled", status: "False", message: "0/1 nodes" }],
                },
            },
            { metadata: { name: "new" }, status: { phase: "Pending" } },
        ];
        answers[`${base}/pods`] = { items };
        assert.deepEqual(await agents.pods(), [
            { name: "good", ready: true },
            {
                name: "crashing",
                ready: false,
                reason: "CrashLoopBackOff: back-off 10s: could not perform the initial load",
            },
            { name: "homeless", ready: false, reason: "0/1 nodes" },
            { name: "new", ready: false, reason: "Pending" },
        ]);
        assert.match(asked.join(), /labelSelector=app\.kubernetes\.io%2Finstance%3Dgrafana-alloy/);
    });

    it("the ConfigMap, and that there is none", async () => {
        assert.equal(await agents.config(), undefined);
        answers[`${base}/configmaps/grafana-alloy-cm`] = { data: { "config.alloy": "// Module: core" } };
        assert.equal(await agents.config(), "// Module: core");
    });

    it("an agent's own answers, whatever it calls them", async () => {
        const at = `${base}/pods/x:12345/proxy`;
        answers[`${at}/metrics`] = "up 1\n";
        answers[`${at}/api/v0/web/components`] = [{ localID: "loki.write.local" }];
        assert.equal(await agents.ask("x", "metrics"), "up 1\n");
        assert.equal(await agents.ask("x", "api/v0/web/components"), '[{"localID":"loki.write.local"}]');
        await assert.rejects(agents.ask("x", "missing"), /404/);
    });

    it("its log of this run", async () => {
        answers[`${base}/pods/x/log`] = "level=error\n";
        assert.equal(await agents.log("x", new Date(Date.now() - 60_000)), "level=error\n");
        assert.match(asked.join(), /container=alloy&sinceSeconds=6\d&tailLines=2000/);
    });

    it("CRDs and Services", async () => {
        assert.equal(await agents.hasCrd("a.b"), false);
        answers["/apis/apiextensions.k8s.io/v1/customresourcedefinitions/a.b"] = {
            metadata: { name: "a.b" },
        };
        assert.equal(await agents.hasCrd("a.b"), true);
        answers["/api/v1/services"] = { items: [{ metadata: { namespace: "n", name: "s" } }] };
        assert.deepEqual(await agents.services("l=v"), ["n/s"]);
        assert.match(asked.at(-1)!, /labelSelector=l%3Dv/);
    });

    it("are those of the stack's own namespace, by their DaemonSet too", async () => {
        const elsewhere = new KubernetesAgents(
            { kubeconfig },
            placeOfAgents({ namespaces: { agent: "mine" } }),
        );
        answers["/api/v1/namespaces/mine/pods"] = { items: [] };
        assert.deepEqual(await elsewhere.pods(), []);
        assert.match(asked.at(-1)!, /labelSelector=app\.kubernetes\.io%2Finstance%3Dgrafana-alloy/);
        assert.equal(await elsewhere.rollout(), undefined);
        const status = { desiredNumberScheduled: 3, numberReady: 2, updatedNumberScheduled: 1 };
        answers["/apis/apps/v1/namespaces/mine/daemonsets/grafana-alloy"] = { status };
        assert.deepEqual(await elsewhere.rollout(), { desired: 3, ready: 2, current: 1 });
    });

    it("says when there is no such kubeconfig", async () => {
        await assert.rejects(
            new KubernetesAgents({ kubeconfig: path.join(folder, "missing") }, placeOfAgents({})).pods(),
            /there is no file \S+missing/,
        );
    });
});
