import { performance } from "node:perf_hooks";

import { parseSettings } from "../../settings/settings";
import { configOf } from "../support/agentConfig";

// How long it takes to read a configuration and to render config.alloy, and how that grows with the remotes: ten times
// as many should take ten times as long.
const counts = [10, 100, 1_000];

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
            names.map((name) => `${name}:https://${name}.example.com/api/v1/write:user`),
        ),
        lokiRemotes: JSON.stringify(
            names.map((name) => `${name}:https://${name}.example.com/loki/api/v1/push:user`),
        ),
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
    const settings = read();
    configOf(settings); // Once before it counts: compiled by then.
    return {
        count,
        read: measure(read),
        render: measure(() => configOf(settings)),
        size: Buffer.byteLength(configOf(settings)),
    };
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
    "Median of 9 runs; half of the remotes are Prometheus', half Loki's. A ConfigMap holds 1024 KiB.",
);
