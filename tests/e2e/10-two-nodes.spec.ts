// Takes 9 minutes.
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { nodeName } from "../lab/node/addresses";
import { secondNode } from "../lab/node/nodes";
import { inSecondNode, startSecondNode, stopSecondNode } from "../lab/node/second";
import { agentMetric, agentPods, restarts } from "./support/agents";
import { logs, promql } from "./support/backends";
import { succeed } from "./support/commands";
import { assertGreen, kubectl, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useLab } from "./support/lab";
import { putPassword } from "./support/devVault";

const nodes = [nodeName, secondNode().name].sort();

/** Each target, as job and instance, and how often it was scraped in two minutes, in the intervals it should be. */
async function scrapes(): Promise<Map<string, number>> {
    const counted = await promql("count_over_time(scrape_samples_scraped[2m])");
    const seconds: Record<string, number> = { alloy: 15, "node-exporter": 15, "block-node-server": 15 };
    return new Map(
        counted.map(({ metric: { job = "", instance = "" }, value }) => [
            `${job} ${instance}`,
            (value * (seconds[job] ?? 30)) / 120,
        ]),
    );
}

/** When each agent's pod was created, and when it was ready, in milliseconds, in that order. */
async function podTimes(): Promise<{ created: number; ready: number }[]> {
    const listed = await kubectl("--namespace=grafana-alloy", "get", "pods", "--output=json");
    const { items } = JSON.parse(listed) as {
        items: {
            metadata: { creationTimestamp: string };
            status: { conditions: { type: string; lastTransitionTime: string }[] };
        }[];
    };
    const times = items.map(({ metadata, status }) => {
        const ready = status.conditions.find(({ type }) => type === "Ready");
        return {
            created: Date.parse(metadata.creationTimestamp),
            ready: Date.parse(ready?.lastTransitionTime ?? ""),
        };
    });
    return times.sort((one, other) => one.created - other.created);
}

describe("two agents", () => {
    before(async () => {
        await useLab();
        await startSecondNode();
        assertGreen(await up("--patience", "300"), "up on two nodes");
        // The counts look back for two minutes, in which the agents have to know each other.
        await sleep(180_000);
    });

    after(async () => {
        await stopSecondNode();
    });

    it("scrape every target of both nodes, each once", async () => {
        const counts = await scrapes();
        const expected = [
            "alloy",
            "integrations/kubernetes/kubelet",
            "integrations/kubernetes/cadvisor",
            "node-exporter",
        ]
            .flatMap((job) => nodes.map((node) => `${job} ${node}`))
            .sort();
        const found = [...counts.keys()].filter((target) => !target.startsWith("block-node-server")).sort();
        assert.deepEqual(found, expected);
        assert.equal(counts.size, expected.length + 1, "and the block node");
        for (const [target, times] of counts)
            assert.ok(
                times > 0.7 && times < 1.3,
                `${target} was scraped ${times} times as often as it should be`,
            );
        const failed = await promql("sum(prometheus_remote_storage_samples_failed_total)");
        assert.equal(failed[0]?.value, 0, "samples that Prometheus did not take");
    });

    it("read each node's journal, once", async () => {
        const mark = `two-nodes-${Date.now()}`;
        await succeed("systemd-cat", ["--identifier=mark", "echo", `${mark} first`]);
        await inSecondNode("systemd-cat", ["--identifier=mark", "echo", `${mark} second`]);
        const expected = [
            { node: nodeName, text: `${mark} first` },
            { node: secondNode().name, text: `${mark} second` },
        ];
        await eventually(60, async () => {
            const found = await logs(`{cluster="vm-cluster", syslog_identifier="mark"} "${mark}"`);
            const lines = found.map(({ labels, text }) => ({ node: labels.node, text }));
            assert.deepEqual(
                lines.sort((a, b) => a.text.localeCompare(b.text)),
                expected,
            );
        });
    });

    it("use a changed password without a restart, every one of them", async () => {
        const [pods, before] = [await agentPods(), await restarts()];
        assert.equal(pods.length, 2);
        const failed = () =>
            Promise.all(
                pods.map((pod) => agentMetric(pod, "prometheus_remote_storage_samples_failed_total")),
            );
        const counts = await failed();
        const changed = Date.now();
        await putPassword("prometheus/local", "not-the-password");
        await eventually(240, async () => {
            const now = await failed();
            assert.ok(
                now.every((count, index) => count > (counts[index] ?? 0)),
                `refused samples: ${now.join(", ")}, before: ${counts.join(", ")}`,
            );
        });
        console.log(`        in use on both nodes after ${Math.round((Date.now() - changed) / 1000)} s`);

        const righted = Date.now() / 1000;
        await putPassword("prometheus/local", "local-dev");
        await eventually(240, async () => {
            const newest = await promql('timestamp(up{job="alloy"})');
            assert.deepEqual(newest.filter(({ value }) => value > righted).length, 2);
        });
        console.log(`        right again on both after ${Math.round(Date.now() / 1000 - righted)} s`);
        assert.equal(await restarts(), before);
    });

    it("are replaced one after the other, fast enough for forty nodes within the time that an update waits", async () => {
        const agents = ["--namespace", "grafana-alloy"];
        const started = Date.now();
        await kubectl(...agents, "rollout", "restart", "daemonset/grafana-alloy");
        await kubectl(...agents, "rollout", "status", "daemonset/grafana-alloy", "--timeout=300s");
        const each = (Date.now() - started) / 2000;
        const [first, last] = await podTimes();
        assert.ok(first && last && last.created >= first.ready, "both were replaced at once");
        console.log(`        ${each.toFixed(1)} s a node`);

        const daemonSet = await kubectl(...agents, "get", "daemonset", "grafana-alloy", "--output=json");
        const { spec } = JSON.parse(daemonSet) as {
            spec: { updateStrategy: { rollingUpdate: { maxUnavailable: string } } };
        };
        const share = Number.parseInt(spec.updateStrategy.rollingUpdate.maxUnavailable) / 100;
        const rounds = 40 / Math.ceil(40 * share);
        console.log(`        forty nodes: ${rounds} rounds, ${Math.round(rounds * each)} s`);
        // What an update waits by default, with as much again for images that are pulled.
        assert.ok(rounds * each < 600 / 2, `${rounds} rounds of ${each} s`);
    });

    it("scrape a target twice when they do not share: the check above would see it", async () => {
        const config = JSON.parse(
            await kubectl("-n", "grafana-alloy", "get", "configmap", "grafana-alloy-cm", "--output=json"),
        ) as { data: Record<string, string> };
        const alone = config.data["config.alloy"]!.replaceAll("enabled = true", "enabled = false");
        const patch = JSON.stringify({ data: { "config.alloy": alone } });
        await kubectl("-n", "grafana-alloy", "patch", "configmap", "grafana-alloy-cm", "--patch", patch);
        // The kubelets take a minute or two to hand it over.
        await eventually(300, async () => {
            const most = Math.max(...(await scrapes()).values());
            assert.ok(most >= 1.3, `no target was scraped more than ${most} times as often as it should be`);
        });
    });
});
