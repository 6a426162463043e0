import { identifier, RemoteKind } from "../../components/remotes";
import { PlainRemote } from "../../settings/plainRemote";
import { Sample } from "../verify/agentApi";
import { isSource, KnownComponent, knownComponents } from "./knownComponents";
import { sum, Watched } from "./readings";

/** What a module costs, a minute. */
export interface ModuleCost {
    module: string;
    /** Samples that are sent. */
    samples: number;
    /** Samples that were collected, and dropped before they were sent. */
    dropped: number;
    /** Lines that were read, once for each Loki remote. */
    lines: number;
}

/** The logs of one container in all its pods, a minute. */
export interface LogCost {
    /** "namespace/container". */
    job: string;
    lines: number;
    bytes: number;
}

/** What one remote is sent, a minute: samples or lines, and bytes as they go over the network. */
export interface RemoteCost {
    kind: RemoteKind;
    name: string;
    sent: number;
    bytes: number;
}

/** What each module costs, the most expensive first. Those that collect nothing now are listed too. */
export function moduleCosts(watched: Watched, config: string): ModuleCost[] {
    const known = new Map(knownComponents(config).map((component) => [component.id, component]));
    const costs = new Map<string, ModuleCost>();
    const costOf = (id: string): ModuleCost => {
        const module = known.get(id)?.module ?? id;
        const cost = costs.get(module) ?? { module, samples: 0, dropped: 0, lines: 0 };
        costs.set(module, cost);
        return cost;
    };
    for (const id of known.keys()) if (isSource(id)) costOf(id);
    for (const [id, count] of byComponent(watched.grown("prometheus_forwarded_samples_total"), watched)) {
        if (sends(id, known)) costOf(id).samples += count;
        // What a component passes on and no remote gets from it goes through others, which may drop it.
        if (isSource(id)) costOf(id).dropped += count;
    }
    for (const cost of costs.values()) cost.dropped = Math.max(0, cost.dropped - cost.samples);
    const lines = [
        ...watched.grown("loki_source_journal_target_lines_total"),
        ...watched.grown("loki_source_file_read_lines_total"),
    ];
    for (const [id, count] of byComponent(lines, watched)) costOf(id).lines += count;
    return [...costs.values()].sort(
        (a, b) => b.samples + b.lines - (a.samples + a.lines) || a.module.localeCompare(b.module),
    );
}

/** One of a configuration that is not known is taken for one that does. */
function sends(id: string, known: Map<string, KnownComponent>): boolean {
    return known.get(id)?.sends ?? true;
}

function byComponent(samples: Sample[], watched: Watched): Map<string, number> {
    return grouped(samples, watched, ({ component_id = "" }) => component_id);
}

/** What each container writes, the most lines first. A file counts once, however many remotes get its lines. */
export function logCosts(watched: Watched): LogCost[] {
    const ofPods = ({ path = "" }: Sample["labels"]) => {
        const [, namespace, container] = /^\/var\/log\/pods\/([^_/]+)_[^/]*\/([^/]+)\//.exec(path) ?? [];
        return namespace && container ? `${namespace}/${container}` : "";
    };
    const once = (samples: Sample[]) => {
        const files = new Map<string, Sample>();
        for (const sample of samples) {
            const { path = "" } = sample.labels;
            const other = files.get(path);
            if (!other || other.value < sample.value) files.set(path, sample);
        }
        return [...files.values()];
    };
    const lines = grouped(once(watched.grown("loki_source_file_read_lines_total")), watched, ofPods);
    const bytes = grouped(once(watched.grown("loki_source_file_read_bytes_total")), watched, ofPods);
    return [...lines]
        .filter(([job]) => job !== "")
        .map(([job, count]) => ({ job, lines: count, bytes: bytes.get(job) ?? 0 }))
        .sort((a, b) => b.lines - a.lines || a.job.localeCompare(b.job));
}

export function remoteCosts(watched: Watched, remotes: PlainRemote[]): RemoteCost[] {
    const costs = remotes.map(({ kind, name }): RemoteCost => {
        const component = `loki.write.${identifier({ name })}`;
        const ours = ({ labels }: Sample) =>
            kind === RemoteKind.Prometheus ? labels.remote_name === name : labels.component_id === component;
        const [sent, bytes] =
            kind === RemoteKind.Prometheus
                ? ([
                      "prometheus_remote_storage_samples_total",
                      "prometheus_remote_storage_bytes_total",
                  ] as const)
                : (["loki_write_sent_entries_total", "loki_write_sent_bytes_total"] as const);
        return {
            kind,
            name,
            sent: aMinute(sum(watched.grown(sent).filter(ours)), watched),
            bytes: aMinute(sum(watched.grown(bytes).filter(ours)), watched),
        };
    });
    return costs.sort((a, b) => b.bytes - a.bytes);
}

function grouped(
    samples: Sample[],
    watched: Watched,
    key: (labels: Sample["labels"]) => string,
): Map<string, number> {
    const groups = new Map<string, number>();
    for (const { labels, value } of samples) {
        const name = key(labels);
        groups.set(name, (groups.get(name) ?? 0) + aMinute(value, watched));
    }
    return groups;
}

function aMinute(count: number, { seconds }: Watched): number {
    return (count * 60) / seconds;
}
