import * as assert from "node:assert/strict";

import { Cost, costOf, CostOptions } from "../../../../cli/cost/cost";
import { knownComponents } from "../../../../cli/cost/knownComponents";
import { tellCost } from "../../../../cli/cost/tell";
import { RemoteKind } from "../../../../components/remotes";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";
import { FakeAgents } from "../../../support/verify/fakeAgents";
import { FakeBackend } from "../../../support/verify/fakeBackend";

const remotes: PlainRemote[] = [
    { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w" },
    { kind: RemoteKind.Loki, name: "my-loki", url: "https://l.example/p" },
];
const config = configFor(remotes, {
    collected: {
        podLogs: {},
        monitors: { namespaces: ["shop"], drop: ["go_.+"] },
        scrapeAnnotations: { namespaces: ["shop"] },
    },
    extraModules: [
        {
            name: "modules/my-app.alloy",
            text: 'prometheus.scrape "my_app" {\n\ttargets    = []\n\tforward_to = <% &metricsReceivers %>\n}\n',
        },
    ],
});

const file = (source: string, at: string) =>
    `{component_id="loki.source.file.${source}",path="/var/log/pods/${at}/0.log"}`;
const from = (id: string) => `{component_id="${id}"}`;

/** What an agent counts, by series: before and after. */
const counted: Record<string, [before: number, after: number]> = {
    [`prometheus_forwarded_samples_total${from("prometheus.scrape.kubelet")}`]: [1_000, 5_000],
    [`prometheus_forwarded_samples_total${from("prometheus.relabel.kubelet")}`]: [500, 2_500],
    [`prometheus_forwarded_samples_total${from("prometheus.scrape.cadvisor")}`]: [0, 300],
    [`prometheus_forwarded_samples_total${from("prometheus.relabel.cadvisor")}`]: [0, 200],
    [`prometheus_forwarded_samples_total${from("prometheus.scrape.alloy")}`]: [0, 3_000],
    // Two that one component filters.
    [`prometheus_forwarded_samples_total${from("prometheus.operator.servicemonitors.monitors")}`]: [0, 70],
    [`prometheus_forwarded_samples_total${from("prometheus.operator.probes.monitors")}`]: [0, 30],
    [`prometheus_forwarded_samples_total${from("prometheus.relabel.monitors")}`]: [0, 60],
    [`prometheus_forwarded_samples_total${from("prometheus.scrape.my_app")}`]: [0, 5],
    // It runs still, and stands in no configuration any more.
    [`prometheus_forwarded_samples_total${from("prometheus.scrape.former")}`]: [0, 4],
    [`loki_source_journal_target_lines_total${from("loki.source.journal.syslog_my_loki")}`]: [90, 100],
    [`loki_source_file_read_lines_total${file("pod_logs_my_loki", "shop_web-1_a/web")}`]: [100, 140],
    [`loki_source_file_read_bytes_total${file("pod_logs_my_loki", "shop_web-1_a/web")}`]: [1_000, 9_000],
    [`loki_source_file_read_lines_total${file("pod_logs_other", "shop_web-1_a/web")}`]: [100, 139],
    [`loki_source_file_read_bytes_total${file("pod_logs_other", "shop_web-1_a/web")}`]: [1_000, 8_900],
    // Rotated meanwhile: its place in the file has begun again.
    [`loki_source_file_read_lines_total${file("pod_logs_my_loki", "shop_web-2_b/web")}`]: [0, 10],
    [`loki_source_file_read_bytes_total${file("pod_logs_my_loki", "shop_web-2_b/web")}`]: [50_000, 500],
    'prometheus_remote_storage_samples_total{remote_name="primary"}': [0, 6_000],
    'prometheus_remote_storage_bytes_total{remote_name="primary"}': [100, 40_100],
    'loki_write_sent_entries_total{component_id="loki.write.my_loki",host="l.example"}': [10, 70],
    'loki_write_sent_bytes_total{component_id="loki.write.my_loki",host="l.example"}': [0, 9_000],
    alloy_resources_process_cpu_seconds_total: [10, 10.05],
    alloy_resources_process_resident_memory_bytes: [1, 2 * 1024 ** 2],
    'prometheus_remote_write_wal_storage_active_series{component_id="prometheus.remote_write.remotes"}': [
        1, 1_234,
    ],
};

/** Two agents that count the same, or one that is silent. */
class CountingAgents extends FakeAgents {
    override text: string | undefined = config;
    silent: string[] = [];
    private readonly asked = new Set<string>();

    override ask(pod: string): Promise<string> {
        if (this.silent.includes(pod)) return Promise.reject(new Error("no answer in 15 s"));
        const index = this.asked.has(pod) ? 1 : 0;
        this.asked.add(pod);
        return Promise.resolve(
            Object.entries(counted)
                .map(([series, values]) => `${series} ${values[index]}\n`)
                .join(""),
        );
    }
}

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

describe("the components of a configuration", () => {
    it("are known by the module that they stand in, and by whether they send themselves", () => {
        const found = knownComponents(config);
        const of = (id: string) => found.find((one) => one.id === id);
        assert.deepEqual(of("prometheus.scrape.kubelet"), {
            id: "prometheus.scrape.kubelet",
            module: "kubelet",
            sends: false,
        });
        assert.equal(of("prometheus.relabel.kubelet")?.sends, true);
        assert.equal(of("prometheus.scrape.cadvisor")?.module, "cadvisor");
        assert.equal(of("prometheus.scrape.my_app")?.module, "my-app");
        assert.equal(of("loki.source.file.pod_logs_my_loki")?.module, "pod-logs");
    });

    it("are none where a configuration is none", () => {
        assert.deepEqual(knownComponents("prometheus.scrape {"), []);
        assert.deepEqual(knownComponents(""), []);
    });
});
