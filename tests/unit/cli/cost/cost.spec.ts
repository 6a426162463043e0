import * as assert from "node:assert/strict";

import { Cost, costOf, CostOptions } from "../../../../cli/cost/cost";
import { tellCost } from "../../../../cli/cost/tell";
import { RemoteKind } from "../../../../components/remotes";
import { CountingAgents, remotes } from "../../../support/verify/countingAgents";
import { FakeAgents } from "../../../support/verify/fakeAgents";
import { FakeBackend } from "../../../support/verify/fakeBackend";

/** The figures are a minute's, and a test does not last one. */
function ofAMinute(found: Cost): Cost["agents"] {
    const { agents } = found;
    assert.ok(agents && agents.seconds > 0);
    const rounded = (value: number) => Math.round((value * agents.seconds) / 60);
    return {
        ...agents,
        cores: Math.round(agents.cores * agents.seconds * 1000) / 1000,
        modules: agents.modules.map((one) => ({
            ...one,
            samples: rounded(one.samples),
            dropped: rounded(one.dropped),
            lines: rounded(one.lines),
        })),
        remotes: agents.remotes.map((one) => ({
            ...one,
            sent: rounded(one.sent),
            bytes: rounded(one.bytes),
        })),
        logs: agents.logs.map((one) => ({ ...one, lines: rounded(one.lines), bytes: rounded(one.bytes) })),
    };
}

function cost(agents: FakeAgents, options: Partial<CostOptions> = {}, prometheus?: FakeBackend) {
    return costOf(
        {
            stack: "dev",
            clusterName: "c",
            remotes,
            agents,
            ...(prometheus && { prometheus: prometheus.login() }),
        },
        { seconds: 0.02, top: 5, ...options },
    );
}

describe("what a stack costs", () => {
    it("is told by module, by what is sent of it and what is dropped before", async () => {
        const { modules } = ofAMinute(await cost(new CountingAgents()))!;
        const row = (module: string, samples: number, dropped: number, lines: number) => ({
            module,
            samples,
            dropped,
            lines,
        });
        assert.deepEqual(modules, [
            row("agent-metrics", 3_000, 0, 0),
            row("kubelet", 2_000, 2_000, 0),
            row("cadvisor", 200, 100, 0),
            row("monitors", 60, 40, 0),
            row("pod-logs", 0, 0, 50),
            row("loki.source.file.pod_logs_other", 0, 0, 39),
            row("syslog", 0, 0, 10),
            row("my-app", 5, 0, 0),
            row("prometheus.scrape.former", 4, 0, 0),
            row("node-exporter", 0, 0, 0),
            row("scrape-annotations", 0, 0, 0),
        ]);
    });

    it("is told by remote, and by whose logs are read: each file once, and on through its rotation", async () => {
        const { remotes: sent, logs } = ofAMinute(await cost(new CountingAgents()))!;
        assert.deepEqual(sent, [
            { kind: RemoteKind.Prometheus, name: "primary", sent: 6_000, bytes: 40_000 },
            { kind: RemoteKind.Loki, name: "my-loki", sent: 60, bytes: 9_000 },
        ]);
        assert.deepEqual(logs, [{ job: "shop/web", lines: 50, bytes: 8_500 }]);
    });

    it("is that of all agents that answer; what another does is not known", async () => {
        const agents = new CountingAgents();
        agents.list = ["a", "b", "c"].map((name) => ({ name, ready: true }));
        agents.silent = ["b"];
        const found = await cost(agents);
        const { all, asked, cores, memoryBytes, series, modules } = ofAMinute(found)!;
        assert.deepEqual([all, asked], [3, 2]);
        assert.deepEqual([cores, memoryBytes, series], [0.1, 4 * 1024 ** 2, 2_468]);
        assert.equal(modules.find(({ module }) => module === "kubelet")?.samples, 4_000);
        assert.deepEqual(found.unasked, ["agent b can't be asked: no answer in 15 s"]);
    });

    it("is known in part where the cluster cannot be asked, or no agent runs", async () => {
        const unreachable = new CountingAgents();
        unreachable.pods = () => Promise.reject(new Error("connect ECONNREFUSED\n"));
        assert.deepEqual(await cost(unreachable), {
            stack: "dev",
            unasked: ["the cluster can't be asked: connect ECONNREFUSED"],
        });
        const none = new CountingAgents();
        none.list = [];
        assert.deepEqual((await cost(none)).unasked, ["no agent runs in grafana-alloy"]);
    });

    describe("by job and metric", () => {
        const backend = new FakeBackend();
        before(() => backend.start());
        after(() => {
            backend.stop();
        });

        it("is what a Prometheus has of this cluster, the most first", async () => {
            const all = '{cluster="c"}';
            const series = (metric: Record<string, string>, value: string) => ({
                metric,
                samples: [[0, value] as [number, string]],
            });
            backend.series = {
                [`count(${all})`]: [series({}, "30")],
                [`topk(2, count by (job) (${all}))`]: [
                    series({ job: "alloy" }, "9"),
                    series({ job: "kubelet" }, "20"),
                ],
                [`topk(2, count by (job, __name__) (${all}))`]: [
                    series({ __name__: "up", job: "alloy" }, "1"),
                    series({ __name__: "kubelet_x", job: "kubelet" }, "12"),
                ],
            };
            const found = await cost(new CountingAgents(), { top: 2 }, backend);
            assert.deepEqual(found.prometheus, {
                series: 30,
                jobs: [
                    { job: "kubelet", series: 20 },
                    { job: "alloy", series: 9 },
                ],
                metrics: [
                    { job: "kubelet", metric: "kubelet_x", series: 12 },
                    { job: "alloy", metric: "up", series: 1 },
                ],
            });
        });

        it("is not known where it refuses the login, and the rest is", async () => {
            const found = await costOf(
                {
                    stack: "dev",
                    clusterName: "c",
                    remotes,
                    agents: new CountingAgents(),
                    prometheus: backend.login("wrong"),
                },
                { seconds: 0.02, top: 2 },
            );
            assert.equal("prometheus" in found, false);
            assert.match(found.unasked.join(), /refuses verify's own login/);
            assert.equal(found.agents?.asked, 1);
        });
    });

    it("is printed as tables, with numbers below each other", async () => {
        const found: Cost = {
            stack: "dev",
            agents: {
                ...(await cost(new CountingAgents())).agents!,
                seconds: 60.2,
                cores: 0.0314,
                modules: [
                    { module: "kubelet", samples: 2_000.4, dropped: 1, lines: 0 },
                    { module: "syslog", samples: 0, dropped: 0, lines: 10 },
                ],
                remotes: [{ kind: RemoteKind.Loki, name: "my-loki", sent: 60, bytes: 9_000 }],
                logs: [{ job: "shop/web", lines: 50, bytes: 8_500 }],
            },
            prometheus: { series: 1_200, jobs: [{ job: "", series: 1_200 }], metrics: [] },
            unasked: ["agent b can't be asked: no answer"],
        };
        const said: string[] = [];
        tellCost(found, (text) => said.push(text));
        assert.equal(
            said.join("\n"),
            `
1 of 1 agents, watched for 60 s: 0.031 cores, 2 MiB, 1,234 series in memory

Modules, a minute:
         samples sent  samples dropped  lines read
kubelet         2,000                1           0
syslog              0                0          10

Remotes, a minute:
              samples  lines  bytes
loki my-loki        -     60  9,000

Containers' logs, a minute:
          lines  bytes
shop/web     50  8,500

Series by job, 1,200 in all:
          series
(no job)   1,200

Series by metric:
  job  series

Not known: agent b can't be asked: no answer`,
        );
    });
});
