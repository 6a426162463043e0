// Takes 15 minutes.
import * as assert from "node:assert/strict";
import * as http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { nodeName } from "../lab/node/addresses";
import { secondNode } from "../lab/node/nodes";
import { inSecondNode, startSecondNode, stopSecondNode } from "../lab/node/second";
import { logs, promql, seriesSince } from "./support/backends";
import { everything, least, ports, putModules, removeModules, wrongModules } from "./support/collected";
import { succeed } from "./support/commands";
import { costOfLab, scrapeShares } from "./support/cost";
import { assertGreen, assertRed, kubectl, overridden, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";
import { openShop, shop, startWriter } from "./support/shop";

function configMap(): Promise<string> {
    return kubectl("-n", "grafana-alloy", "get", "configmap", "grafana-alloy-cm", "--output=yaml");
}

describe("what is collected, on two nodes", () => {
    const nodes = [nodeName, secondNode().name];
    let changed = 0;
    const probed: number[] = [];
    const prober = http.createServer((_, response) => {
        probed.push(Date.now());
        response.end("probe_success 1\n");
    });
    const app = http.createServer((_, response) => response.end("own_things 3\n"));

    before(async () => {
        await useEmptyLab();
        await startSecondNode();
        putModules();
        await new Promise<void>((resolve) => prober.listen(ports.prober, resolve));
        await new Promise<void>((resolve) => app.listen(ports.app, resolve));
    });

    after(async () => {
        for (const server of [prober, app]) {
            server.close();
            server.closeAllConnections();
        }
        await kubectl("delete", "namespace", shop, "--ignore-not-found", "--wait=false");
        removeModules();
        await stopSecondNode();
    });

    /** A stack as it is to be, for long enough that rates of two minutes are of it alone. */
    async function becomes(config: Record<string, unknown>, what: string, seconds = 160): Promise<void> {
        assertGreen(await up("--config-file", overridden(config), "--no-verify"), what);
        changed = Date.now() / 1000 + 30;
        await sleep(seconds * 1000);
    }

    it("is the agents' own metrics alone, where all else is off", async () => {
        await becomes(least, "up with all off but agent-metrics", 90);
        assert.deepEqual(Object.keys(await seriesSince(changed)), ["alloy"]);
        assert.notDeepEqual(
            await seriesSince(changed, 'environment!="lab"'),
            {},
            "labels that are missing show",
        );
        const { agents } = await costOfLab("all off but agent-metrics");
        assert.deepEqual(
            agents?.modules.map(({ module }) => module),
            ["agent-metrics"],
        );
    });

    it("is everything, where all is on: what an own module collects, and with values of the user's", async () => {
        await openShop(ports.prober);
        await startWriter("quiet-pod", nodeName, {
            lines: 5,
            annotations: { "alloy-stack/logs": "false" },
        });
        await becomes(everything, "up with everything on");
        const jobs = Object.keys(await seriesSince(changed));
        for (const job of [
            "alloy",
            "node-exporter",
            "block-node-server",
            "shop/app",
            "shop/annotated",
            "own",
        ])
            assert.ok(jobs.includes(job), `${job} is not among ${jobs.join(", ")}`);
        const env = await kubectl(
            ...["-n", "grafana-alloy", "get", "daemonset", "grafana-alloy"],
            "--output=jsonpath={.spec.template.spec.containers[0].env[*].name}",
        );
        assert.match(env, /GOMEMLIMIT.*LAB_MARK/);
    });

    it("is scraped once: what a PodMonitor, a Probe, an annotation and an own module lead to", async () => {
        const found = await scrapeShares("shop/.*|probes|own", 15);
        const jobs = Object.keys(found).map((target) => target.split(" ")[0]);
        const expected = [
            "own",
            "probes",
            ...["annotated", "app"].flatMap((one) => nodes.map(() => `shop/${one}`)),
        ];
        assert.deepEqual(jobs.sort(), expected.sort());
        for (const [target, share] of Object.entries(found))
            assert.ok(
                share > 0.7 && share < 1.3,
                `${target} was scraped ${share} times as often as it should be`,
            );
        const recent = probed.filter((time) => time > Date.now() - 120_000);
        assert.ok(recent.length >= 6 && recent.length <= 10, `the prober was asked ${recent.length} times`);
    });

    it("has the labels of all and those of its remote: every series and every stream", async () => {
        assert.deepEqual(await seriesSince(changed, 'environment!="lab"'), {});
        assert.deepEqual(await seriesSince(changed, 'tier!="m"'), {});
        const lines = '{cluster="vm-cluster"} _time:60s';
        assert.notEqual((await logs(lines)).length, 0);
        assert.deepEqual(await logs(`${lines} (!environment:="lab" or !tier:="l")`), []);
    });

    it("has the events of a pod once, from the whole cluster", async () => {
        const name = `marked-${Date.now()}`;
        await startWriter(name, secondNode().name, { lines: 1 });
        // One that is scheduled by name has no event of the scheduler.
        await eventually(60, async () => {
            const found = await logs(
                `{cluster="vm-cluster",job="events",namespace="${shop}"} name:="${name}"`,
            );
            assert.deepEqual(found.map(({ labels }) => labels.reason).sort(), [
                "Created",
                "Pulled",
                "Started",
            ]);
            assert.deepEqual([...new Set(found.map(({ labels }) => labels.level))], ["info"]);
        });
    });

    it("has each line of pods on both nodes once, through rotations", async () => {
        const lines = 60_000;
        const pods = nodes.map((node, index) => ({ node, name: `writer-${index}` }));
        for (const { node, name } of pods) await startWriter(name, node, { lines });
        const count = async (name: string) => {
            const query = `{cluster="vm-cluster",namespace="${shop}",pod="${name}"} | stats count() lines, count_uniq(_msg) different`;
            const { labels } = (await logs(query))[0] ?? {};
            return [Number(labels?.lines), Number(labels?.different)];
        };
        await eventually(180, async () => {
            for (const { name } of pods) assert.deepEqual(await count(name), [lines, lines], name);
        });
        // One that comes twice would come late.
        await sleep(15_000);
        for (const { name } of pods) assert.deepEqual(await count(name), [lines, lines], name);
        const list = (name: string) => ["-c", `ls -d /var/log/pods/${shop}_${name}_*/writer/0.log.*`];
        const files = [await succeed("sh", list("writer-0")), await inSecondNode("sh", list("writer-1"))];
        for (const rotated of files) assert.match(rotated, /0\.log\.\d+/, "no file was rotated");
        console.log(
            `        rotated: ${files.map((some) => some.trim().split("\n").length).join(" and ")} files`,
        );
    });

    it("is no log of a namespace or a pod whose annotation switches it off", async () => {
        const recent = () => logs(`{cluster="vm-cluster",namespace="${shop}"} _time:15s`);
        assert.notEqual((await recent()).length, 0);
        await kubectl("annotate", "namespace", shop, "alloy-stack/logs=false");
        await eventually(90, async () => {
            assert.equal((await recent()).length, 0);
        });
        assert.deepEqual(await logs(`{cluster="vm-cluster",namespace="${shop}",pod="quiet-pod"}`), []);
        await kubectl("annotate", "namespace", shop, "alloy-stack/logs-");
        await eventually(90, async () => {
            assert.notEqual((await recent()).length, 0);
        });
    });

    it("costs what alloy-stack cost says, module by module", async () => {
        const { agents, prometheus } = await costOfLab("everything on");
        assert.ok(agents && prometheus);
        const series = await seriesSince(Date.now() / 1000 - 60);
        for (const { job, series: told } of prometheus.jobs)
            assert.ok(
                Math.abs(told - (series[job] ?? 0)) <= told / 10,
                `${job}: ${told}, and ${series[job]}`,
            );
        const kubelet = agents.modules.find(({ module }) => module === "kubelet");
        const expected = 2 * (series["integrations/kubernetes/kubelet"] ?? 0);
        const told = kubelet?.samples ?? 0;
        assert.ok(Math.abs(told - expected) < expected * 0.3, `kubelet: ${told} samples, and ${expected}`);
        for (const { module, samples, dropped, lines } of agents.modules)
            console.log(
                `        ${module}: ${Math.round(samples)} samples a minute, ${Math.round(dropped)} dropped, ${Math.round(lines)} lines`,
            );
        for (const [job, count] of Object.entries(series)) console.log(`        ${job}: ${count} series`);
    });

    it("stays as it is where an own module or a value is refused: a receiver, a name, the syntax", async () => {
        const before = await configMap();
        const wrong = { extraModules: wrongModules, agentValues: { rbac: { create: true } } };
        const refused = await up("--config-file", overridden({ ...everything, ...wrong }));
        assertRed(
            refused,
            /lost\.alloy:3: names prometheus\.remote_write\.nowhere\.receiver, which is not there/,
        );
        assertRed(
            refused,
            /taken\.alloy:1: is a second prometheus\.scrape\.alloy, beside that of the module agent-metrics/,
        );
        assertRed(refused, /broken\.alloy:1: "\{" is not closed/);
        assertRed(refused, /agentValues\.rbac: is the stack's to decide/);
        assert.equal(await configMap(), before);
    });

    it("is less with keep, drop and a limit", async () => {
        const series = await seriesSince(Date.now() / 1000 - 60);
        await becomes(
            {
                ...everything,
                modules: {
                    kubelet: { keep: ["kubelet_running_.+"] },
                    agentMetrics: { drop: [".+_bucket"] },
                    cadvisor: { sampleLimit: 10 },
                },
            },
            "up with keep, drop and a limit",
        );
        const ofJob = (job: string) => seriesSince(changed, `job="${job}"`, "__name__");
        const usual = [
            ...["scrape_duration_seconds", "scrape_samples_post_metric_relabeling"],
            ...["scrape_samples_scraped", "scrape_series_added", "up"],
        ];
        assert.deepEqual(Object.keys(await ofJob("integrations/kubernetes/kubelet")).sort(), [
            "kubelet_running_containers",
            "kubelet_running_pods",
            ...usual,
        ]);
        const ofAgents = Object.keys(await ofJob("alloy"));
        assert.ok(
            ofAgents.includes("alloy_build_info") && !ofAgents.some((name) => name.endsWith("_bucket")),
        );
        assert.deepEqual(Object.keys(await ofJob("integrations/kubernetes/cadvisor")).sort(), usual);
        assert.equal((await promql('up{job="integrations/kubernetes/cadvisor"} == 0')).length, nodes.length);
        const now = await seriesSince(changed);
        for (const job of ["integrations/kubernetes/kubelet", "alloy", "integrations/kubernetes/cadvisor"]) {
            assert.ok((now[job] ?? 0) < (series[job] ?? 0), job);
            console.log(`        ${job}: ${series[job]} series before, ${now[job]} after`);
        }
    });
});
