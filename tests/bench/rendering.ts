import { performance } from "node:perf_hooks";

import { assumedInputs } from "../../components/agent/assumedInputs";
import { alloyConfig } from "../../components/agent/config";
import { parseSettings } from "../../settings/settings";

// How long it takes to read a configuration and to render config.alloy, and how that grows with the remotes and the namespaces of
// monitors: ten times as many should take ten times as long. Each remote says how it is sent to, and there are own modules, whose
// check reads the whole configuration.
const counts = [10, 100, 1_000];

/** A fifth of the remotes: 200 namespaces beside 1,000 remotes. */
function namespaces(count: number): string[] {
    return Array.from({ length: count / 5 }, (_, index) => `team-${index}`);
}

const queue = {
    prometheus: { capacity: 5_000, maxShards: 10, sampleAgeLimit: "2h" },
    loki: { batchSize: "512KiB", maxRetries: 20 },
};

function configuration(count: number): Record<string, string> {
    const names = Array.from({ length: count / 2 }, (_, index) => `remote-${index}`);
    const passwords = names
        .flatMap((name) => [`prometheus/${name}`, `loki/${name}`])
        .map((entry) => [entry, "x"]);
    return {
        clusterName: "bench",
        vaultAddress: "https://vault.example.com",
        esoPassword: "x",
        prometheusRemotes: JSON.stringify(
            names.map((name) => ({
                name,
                url: `https://${name}.example.com/api/v1/write`,
                username: "user",
                queue: queue.prometheus,
            })),
        ),
        lokiRemotes: JSON.stringify(
            names.map((name) => ({
                name,
                url: `https://${name}.example.com/loki/api/v1/push`,
                username: "user",
                queue: queue.loki,
            })),
        ),
        nodeExporter: "existing",
        nodeExporterNamespaces: JSON.stringify(namespaces(count)),
        extraModules: JSON.stringify(["tests/support/modules/app.alloy"]),
        remotePasswords: JSON.stringify(Object.fromEntries(passwords)),
    };
}

/** The median of several runs, in milliseconds. */
function measure(work: () => unknown, runs = 9): number {
    const times = Array.from({ length: runs }, () => {
        const started = performance.now();
        work();
        return performance.now() - started;
    });
    return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

function growth(now: number, before: number | undefined): string {
    return before === undefined ? "" : `${(now / before).toFixed(1)}x`;
}

const results = counts.map((count) => {
    const given = configuration(count);
    const read = () => parseSettings("bench", given, { machineIp: () => "192.0.2.1" }).settings;
    const { stack, remotes } = read();
    const nodeExporter = { namespaces: namespaces(count), labels: {} };
    const inputs = { ...assumedInputs(stack, remotes), nodeExporter };
    const render = () => alloyConfig(inputs);
    const config = render(); // Once before it counts: compiled by then.
    return { count, read: measure(read), render: measure(render), size: Buffer.byteLength(config) };
});

console.log("remotes   read config      growth   render config.alloy   growth        size   growth");
for (const [index, { count, read, render: rendered, size }] of results.entries()) {
    const before = results[index - 1];
    console.log(
        [
            String(count).padStart(7),
            `${read.toFixed(1)} ms`.padStart(14),
            growth(read, before?.read).padStart(12),
            `${rendered.toFixed(1)} ms`.padStart(22),
            growth(rendered, before?.render).padStart(9),
            `${Math.round(size / 1024)} KiB`.padStart(12),
            growth(size, before?.size).padStart(9),
        ].join(""),
    );
}
console.log(
    "Median of 9 runs; half of the remotes are Prometheus', half Loki's; a fifth as many namespaces. A ConfigMap holds 1024 KiB.",
);
