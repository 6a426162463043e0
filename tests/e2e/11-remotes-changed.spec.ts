// Takes 8 minutes.
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { agentMetric, agentPods } from "./support/agents";
import { localLogs, promql } from "./support/backends";
import { assertGreen, assertUnchanged, kubectl, overridden, preview, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useLab } from "./support/lab";
import { OtherPrometheus } from "./support/otherPrometheus";

/** The kubelet takes a minute or two to hand over a ConfigMap. */
const patient = ["--patience", "300"];
const agentUp = 'up{job="alloy"}';

/** Remotes as their stack file has them. */
interface Declared {
    prometheusRemotes: string[];
    lokiRemotes: string[];
}

const local: Declared = {
    prometheusRemotes: ["local:http://$NODE_IP:9090/api/v1/write:admin"],
    lokiRemotes: [localLogs],
};

function withBackup(port: number): Declared {
    const backup = `backup:http://$NODE_IP:${port}/api/v1/write:user2`;
    return { ...local, prometheusRemotes: [...local.prometheusRemotes, backup] };
}

const password = { remotePasswords: { "prometheus/backup": "backups-own" } };

describe("remotes are what the stack file says", () => {
    const [first, second] = [9091, 9092].map((port) => new OtherPrometheus(port, "user2", "backups-own"));

    before(async () => {
        await useLab();
        await first!.start();
        await second!.start();
        assertGreen(await up(), "up with one remote of each kind");
        await expectInPlaces(["loki/local", "prometheus/local"]);
    });

    after(async () => {
        await first!.remove();
        await second!.remove();
    });

    it("one is added", async () => {
        const added = overridden({ ...withBackup(9091), ...password });
        assertGreen(await up("--config-file", added, ...patient), "up with one more");
        await expectInPlaces(["loki/local", "prometheus/backup", "prometheus/local"]);
        await arrivesFromNow(first!);
        await assertUnchanged("--config-file", added);
    });

    it("one is led elsewhere, and the preview shows that and nothing else", async () => {
        const changed = overridden({ ...withBackup(9092), ...password });
        const shown = await preview("--config-file", changed);
        assertGreen(shown, "preview");
        assert.deepEqual(touched(shown.output), ["ConfigMap"]);
        assert.match(shown.output, /- .*:9091\/api\/v1\/write/);
        assert.match(shown.output, /\+ .*:9092\/api\/v1\/write/);

        assertGreen(await up("--config-file", changed, ...patient), "up with another URL");
        await expectInPlaces(["loki/local", "prometheus/backup", "prometheus/local"]);
        await arrivesFromNow(second!);
        await arrivesNoMore(first!);
    });

    it("one is removed, with its Secret and its entry in Vault, and so is the block node's module", async () => {
        const removed = overridden({ ...local, monitorBlockNode: false });
        assertGreen(await up("--config-file", removed, ...patient), "up without it");
        await expectInPlaces(["loki/local", "prometheus/local"]);
        await arrivesNoMore(second!);
        assert.doesNotMatch(await config(), /block_node/);
        await eventually(120, async () => {
            assert.deepEqual(await promql('timestamp(up{namespace="block-node"}) > time() - 45'), []);
        });
    });

    it("all are removed: agents run, keep no password, and need little", async () => {
        const none = overridden({ prometheusRemotes: [], lokiRemotes: [], monitorBlockNode: false });
        const cleared = await up("--config-file", none);
        assertGreen(cleared, "up without any");
        assert.match(cleared.output, /there is no remote: what the agent collects is thrown away/);
        await expectInPlaces([]);
        await rolledOut();
        console.log(`        an agent that sends nothing: ${await cost()}`);
        await assertUnchanged("--config-file", none);
    });
});

/** What a preview would create, update, replace or delete, as kinds of objects, but for the stack itself. */
function touched(shown: string): string[] {
    const lines = [...shown.matchAll(/^ *(?:\+|-|~|\+-|-\+|\+\+|--) ([a-z]+:[\w./]+:(\w+)): \(/gm)];
    return [...new Set(lines.map(([, , kind = ""]) => kind))].sort();
}

/** The remotes, as "kind/name", are those in the agent's configuration, in ExternalSecrets, Secrets and Vault. */
async function expectInPlaces(expected: string[]): Promise<void> {
    const secrets = expected.map((remote) => remote.replace("/", "-"));
    assert.deepEqual(await named("externalsecrets"), secrets);
    // The operator makes them, and takes them away, a moment later.
    await eventually(30, async () => {
        assert.deepEqual(await named("secrets", "--field-selector=type=Opaque"), secrets);
    });
    const endpoints = [...(await config()).matchAll(/^\t\tname +(?:= )"(\S+)"$/gm)].map(([, name]) => name);
    assert.deepEqual(endpoints.sort(), expected.map((remote) => remote.split("/")[1]).sort());
    for (const remote of ["loki/local", "prometheus/backup", "prometheus/local"]) {
        const entry = `http://127.0.0.1:8200/v1/secret/data/grafana/alloy/vm-cluster/${remote}`;
        const { status } = await fetch(entry, { headers: { "X-Vault-Token": "devtoken" } });
        assert.equal(status, expected.includes(remote) ? 200 : 404, `Vault's entry of ${remote}`);
    }
}

async function named(kind: string, ...more: string[]): Promise<string[]> {
    const names = await kubectl("-n", "grafana-alloy", "get", kind, "--output=name", ...more);
    return names
        .split("\n")
        .flatMap((line) => line.split("/")[1] ?? [])
        .sort();
}

function config(): Promise<string> {
    const text = "--output=jsonpath={.data.config\\.alloy}";
    return kubectl("-n", "grafana-alloy", "get", "configmap", "grafana-alloy-cm", text);
}

/** Wait for a sample that the agent took after this. */
async function arrivesFromNow(prometheus: OtherPrometheus): Promise<void> {
    const now = Date.now() / 1000;
    await eventually(180, async () => {
        const newest = (await prometheus.times(agentUp)).at(-1) ?? 0;
        assert.ok(newest > now, `the newest sample is ${Math.round(now - newest)} s older than the update`);
    });
}

/** What is scraped every 15 seconds has not come for 45. */
async function arrivesNoMore(prometheus: OtherPrometheus): Promise<void> {
    await eventually(180, async () => {
        const newest = (await prometheus.times(agentUp)).at(-1) ?? 0;
        assert.ok(newest < Date.now() / 1000 - 45, "samples still arrive");
    });
}

function rolledOut(): Promise<string> {
    const daemonSet = ["rollout", "status", "daemonset/grafana-alloy", "--timeout=120s"];
    return kubectl("-n", "grafana-alloy", ...daemonSet);
}

/** What an agent takes over a minute, by its own metrics. */
async function cost(): Promise<string> {
    const [pod = ""] = await agentPods();
    const read = (name: string) => agentMetric(pod, name);
    // The work of its start is not what it costs.
    await sleep(30_000);
    const before = await read("process_cpu_seconds_total");
    await sleep(60_000);
    const cores = ((await read("process_cpu_seconds_total")) - before) / 60;
    const mebibytes = (await read("process_resident_memory_bytes")) / 1024 ** 2;
    assert.ok(cores < 0.1 && mebibytes < 400, `${cores} cores, ${mebibytes} MiB`);
    return `${cores.toFixed(3)} cores, ${Math.round(mebibytes)} MiB`;
}
