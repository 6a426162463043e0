import * as assert from "node:assert/strict";

import { diagnose } from "../../../../cli/verify/diagnose";
import { absence } from "../../../../cli/verify/reading";
import { causes, red, remotes } from "../../../support/verify/causes";
import { block, component, FakeAgents } from "../../../support/verify/fakeAgents";

describe("the likely cause", () => {
    it("is the backend's own problem, and the cluster isn't asked then", async () => {
        const problem = "http://b refuses verify's own login";
        const agents = new FakeAgents();
        agents.pods = () => assert.fail("asked");
        const found = await diagnose(
            [red("kubelet", "promql", { problem }), red("syslog", "logql", { problem })],
            { agents, clusterName: "c", remotes, since: new Date() },
        );
        assert.deepEqual(found, [problem]);
    });

    it("is nothing for what is ok or quiet", async () => {
        assert.deepEqual(
            await causes([
                { ...red("kubelet"), verdict: "ok" },
                { ...red("syslog"), verdict: "quiet" },
            ]),
            [],
        );
    });

    it("is that the cluster can't be asked", async () => {
        const found = await causes([red("kubelet")], (agents) => {
            agents.pods = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.1:6443"));
        });
        assert.deepEqual(found, [
            "the cluster can't be asked for the cause: connect ECONNREFUSED 10.0.0.1:6443",
        ]);
    });

    it("is that no agent runs", async () => {
        const found = await causes([red("kubelet")], (agents) => (agents.list = []));
        assert.match(
            found.join(),
            /^no agent runs: see kubectl -n grafana-alloy describe daemonset grafana-alloy/,
        );
    });

    it("is that an agent is not ready, with Kubernetes' reason", async () => {
        const found = await causes([red("kubelet")], (agents) => {
            agents.list = [{ name: "grafana-alloy-x", ready: false, reason: "ImagePullBackOff: not found" }];
        });
        assert.match(
            found.join(),
            /^agent grafana-alloy-x is not ready: ImagePullBackOff: not found; see kubectl/,
        );
    });

    it("is said of those that are not ready, however many are", async () => {
        const found = await causes([red("kubelet")], (agents) => {
            const ready = Array.from({ length: 100 }, (_, node) => ({ name: `agent-${node}`, ready: true }));
            agents.list = [...ready, { name: "last", ready: false, reason: "Evicted" }];
        });
        assert.match(found.join(), /^agent last is not ready: Evicted/);
    });

    it("is that an agent does not answer", async () => {
        const found = await causes([red("kubelet")], (agents) => {
            agents.ask = () => Promise.reject(new Error("HTTP-Code: 503"));
        });
        assert.deepEqual(found, ["agent grafana-alloy-x can't be asked: HTTP-Code: 503"]);
    });

    it("is that the ConfigMap lacks a module", async () => {
        const found = await causes([red("kubelet"), red("syslog", "logql")], (agents) => {
            agents.text = agents.text?.replace("// Module: kubelet (kubelet.alloy)", "");
        });
        assert.match(found[0]!, /^kubelet: ConfigMap grafana-alloy\/grafana-alloy-cm lacks this module/);
        assert.ok(!found[1]?.includes("lacks"));
    });

    it("is that an agent does not run a module yet", async () => {
        const found = await causes(
            [red("kubelet")],
            (agents) => (agents.components = [component("loki.write.local")]),
        );
        assert.match(found.join(), /^kubelet: agent grafana-alloy-x does not run this module yet/);
    });

    it("is a component that is unhealthy, with its message", async () => {
        const unhealthy = { state: "unhealthy", message: "nodes is forbidden" };
        const found = await causes([red("kubelet"), red("agent-metrics")], (agents) => {
            agents.components.push(component("prometheus.relabel.cadvisor", unhealthy));
        });
        assert.deepEqual(
            found.filter((line) => line.startsWith("kubelet")),
            [
                "kubelet: prometheus.relabel.cadvisor of agent grafana-alloy-x is unhealthy: nodes is forbidden",
            ],
        );
    });

    it("is that the cluster lacks the CRD", async () => {
        const found = await causes([red("node-exporter")], (agents) => (agents.crds = []));
        assert.deepEqual(found, [
            "node-exporter: the cluster lacks the CRD servicemonitors.monitoring.coreos.com: set alloy-stack:monitoringCrds: install",
        ]);
    });

    it("is a kubelet that does not answer, with the last scrape's error", async () => {
        const target = (lastError: string) => (agents: FakeAgents) => {
            agents.debug["prometheus.scrape.kubelet"] = [
                block("target", {
                    job: "integrations/kubernetes/kubelet",
                    url: "https://10.0.0.1:10250/metrics",
                    health: "down",
                    last_error: lastError,
                }),
            ];
        };
        const found = await causes([red("kubelet")], target("connection refused"));
        assert.match(
            found.join(),
            /^kubelet: https:\/\/10\.0\.0\.1:10250\/metrics does not answer the agent: connection refused; is it running/,
        );
        assert.match(
            (await causes([red("kubelet")], target("x509: unknown authority"))).join(),
            /checkKubeletCertificates: false/,
        );
        assert.match(
            (await causes([red("kubelet")], target("HTTP status 403 Forbidden"))).join(),
            /ClusterRole/,
        );
    });

    it("is a target of which the backend says that it is down", async () => {
        const down = () =>
            Promise.resolve([
                { job: "integrations/kubernetes/kubelet", instance: "node1" },
                { job: "something-else", instance: "node2" },
            ]);
        const situation = { agents: new FakeAgents(), clusterName: "c", remotes, since: new Date() };
        assert.deepEqual(await diagnose([red("kubelet")], situation, down), [
            "kubelet: node1 (integrations/kubernetes/kubelet) does not answer the agent: up is 0",
        ]);
    });

    it("is that an agent reads no line of its journal", async () => {
        const found = await causes([red("syslog", "logql")], (agents) => (agents.metrics = ""));
        assert.match(
            found.join(),
            /^syslog: grafana-alloy-x has read no line of its node's journal: is journald running/,
        );
    });

    it("is that no agent reads a line of a block node", async () => {
        const found = await causes([red("block-node", "logql")]);
        assert.match(found.join(), /^block-node: no agent has read a line of a block node/);
    });

    it("is that there is nothing to scrape: no Service, no ServiceMonitor, or one that can't be used", async () => {
        const id = "prometheus.operator.servicemonitors.block_node_server";
        const none = await causes([red("block-node")], (agents) => (agents.labelled = {}));
        assert.deepEqual(none, [
            "block-node: no Service is labelled app.kubernetes.io/name=block-node-server: install the block node, or set alloy-stack:monitorBlockNode: false",
        ]);
        const unfound = await causes([red("block-node")]);
        assert.match(
            unfound.join(),
            /the agents have found no ServiceMonitor for block-node\/block-node-server/,
        );
        const monitor = { namespace: "n", name: "m" };
        const unusable = await causes([red("block-node")], (agents) => {
            agents.debug[id] = [block("crds", { ...monitor, reconcile_error: "no endpoints" })];
        });
        assert.deepEqual(unusable, ["block-node: ServiceMonitor n/m can't be used: no endpoints"]);
        const empty = await causes(
            [red("block-node")],
            (agents) => (agents.debug[id] = [block("crds", monitor)]),
        );
        assert.match(empty.join(), /has no pod with a port "metrics" behind it/);
    });

    it("is a value that is not what it must be", async () => {
        const found = await causes([red("agent-metrics", "promql", { found: 1, unmet: ['0 for pod="x"'] })]);
        assert.equal(found[0], 'agent-metrics: asked: 0 for pod="x"');
    });

    it("is unknown if nothing is wrong, and then the logs are named", async () => {
        const found = await causes([red("agent-metrics")]);
        assert.match(
            found.join(),
            /^agent-metrics: asked: no cause found; see kubectl -n grafana-alloy logs/,
        );
    });

    it("survives answers of another form than today's", async () => {
        const found = await causes([red("kubelet"), red("node-exporter")], (agents) => {
            agents.ask = () => Promise.resolve('{"data": [1, null]}');
        });
        assert.match(found.join(), /does not run this module yet/);
    });
});

describe("what may not be there", () => {
    it("is a block node without a Service", async () => {
        const agents = new FakeAgents();
        assert.equal(await absence("block node", agents), undefined);
        agents.labelled = {};
        assert.match((await absence("block node", agents))!, /no Service is labelled/);
    });

    it("is a new line in a journal that is read without loss", async () => {
        const agents = new FakeAgents();
        const sent = 'loki_write_sent_entries_total{component_id="loki.write.local"} 40\n';
        assert.equal(await absence("journal line", agents), undefined, "nothing was sent");
        agents.metrics += sent;
        assert.match((await absence("journal line", agents))!, /no line was written in this time/);
        agents.metrics += 'loki_write_dropped_entries_total{component_id="loki.write.local"} 1\n';
        assert.equal(await absence("journal line", agents), undefined, "something was lost");
        agents.metrics = sent;
        assert.equal(await absence("journal line", agents), undefined, "nothing was read");
    });
});
