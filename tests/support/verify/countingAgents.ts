import { RemoteKind } from "../../../components/remotes";
import { PlainRemote } from "../../../settings/plainRemote";
import { configFor } from "../agentConfig";
import { FakeAgents } from "./fakeAgents";

/** One of each kind. */
export const remotes: PlainRemote[] = [
    { kind: RemoteKind.Prometheus, name: "primary", url: "https://p.example/w" },
    { kind: RemoteKind.Loki, name: "my-loki", url: "https://l.example/p" },
];

/** Their configuration, with pods' logs, monitors, annotated pods and an own module. */
export const config = configFor(remotes, {
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
export class CountingAgents extends FakeAgents {
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
