// Takes 14 minutes.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { clusterNetwork, ports } from "../lab/node/addresses";
import { state } from "../lab/paths";
import { dashboardQueries } from "../../cli/verify/dashboard";
import { inWordsOf, queries } from "../../cli/verify/queries";
import { charts } from "../lab/toolchain/charts";
import { lab, succeed } from "./support/commands";
import { logs, promql } from "./support/backends";
import { putPassword } from "./support/devVault";
import { eventually } from "./support/eventually";
import { assertGreen, assertRed, kubectl, overridden, up, verify } from "./support/engine";
import { useLab } from "./support/lab";

function agents(...args: string[]): Promise<string> {
    return kubectl("--namespace=grafana-alloy", ...args);
}

function rolledOut(): Promise<string> {
    return agents("rollout", "status", "daemonset/grafana-alloy", "--timeout=120s");
}

/** The queries of logs that verify asks the lab's server, of some modules. */
function logQueries(...modules: string[]): string[] {
    return inWordsOf("victorialogs", queries("vm-cluster"))
        .filter(({ language, module }) => language === "logql" && modules.includes(module))
        .map(({ text }) => text);
}

/** Those of them that verify has found nothing new for. */
function redLogQueries(output: string): string[] {
    return [...output.matchAll(/^(?:syslog|block-node) +RED +(\{.*?) +0 streams/gm)].map(
        ([, query = ""]) => query,
    );
}

function helmTemplate(): Promise<string> {
    return succeed("helm", ["template", "crds", charts.monitoringCrds]);
}

describe("every query of docs/modules.md", () => {
    before(async () => {
        await useLab();
        assertGreen(await up(), "first up");
    });

    it("has an answer of this run, also those that may be empty elsewhere", async () => {
        assertGreen(await verify("--strict"), "verify --strict");
    });

    it("has company: every panel of the dashboard that shows metrics finds something", async () => {
        const panels = dashboardQueries("vm-cluster").filter(({ language }) => language === "promql");
        // Rates look back for two minutes.
        await eventually(180, async () => {
            const empty: string[] = [];
            for (const { panel, text } of panels)
                if ((await promql(text)).length === 0) empty.push(`${panel}: ${text}`);
            assert.deepEqual(empty, []);
        });
    });

    it("finds a block node's stack trace as one entry, and its levels by the names that others use", async () => {
        const [entry] = await logs(`{cluster="vm-cluster", namespace="block-node"} "IOException"`);
        assert.match(entry?.text ?? "", /SEVERE .*\njava\.io\.IOException: .*(\n\tat .*){5}$/);
        assert.equal(entry?.labels.level, "error");
        const lines = await logs(`{cluster="vm-cluster", namespace="block-node"}`);
        const found = new Set(lines.map(({ labels }) => labels.level));
        assert.deepEqual([...found].sort(), ["debug", "error", "info", "warn"]);
    });

    it("has company: a block node's containers, by what the kubelet tells of them", async () => {
        const own = 'namespace="block-node", container!=""';
        for (const metric of ["container_memory_usage_bytes", "container_cpu_usage_seconds_total"])
            assert.ok((await promql(`${metric}{${own}}`)).length > 0, metric);
    });

    it("counts its series by module, for docs/modules.md", async () => {
        for (const { metric, value } of await promql('count by (job) ({cluster="vm-cluster", job!=""})'))
            console.log(`        ${metric.job}: ${value} series`);
        const all = await promql('count({cluster="vm-cluster"})');
        assert.ok((all[0]?.value ?? Infinity) < 5000, `${all[0]?.value} series of one node with eight pods`);
    });

    it("has one too where remotes have names that Alloy takes for nothing of the kind", async () => {
        const names = ["local", "grafana-cloud", "a.b", "1st"];
        const remotes = (address: string) => names.map((name) => `${name}:http://$NODE_IP:${address}:admin`);
        const several = overridden({
            prometheusRemotes: remotes("9090/api/v1/write"),
            lokiRemotes: remotes("3100/insert/loki/api/v1/push"),
        });
        assertGreen(
            await up("--config-file", several, "--patience", "300"),
            "up with four remotes of each kind",
        );
        // The kubelet takes a minute or two to hand over a ConfigMap.
        await eventually(180, async () => {
            const sent = await promql("sum by (remote_name) (prometheus_remote_storage_samples_total) > 0");
            assert.deepEqual(sent.map(({ metric }) => metric.remote_name).sort(), [...names].sort());
            const logs = await promql("sum by (component_id) (loki_write_sent_entries_total) > 0");
            const writers = ["_1st", "a_b", "grafana_cloud", "local"].map((name) => `loki.write.${name}`);
            assert.deepEqual(logs.map(({ metric }) => metric.component_id).sort(), writers);
        });
        assert.deepEqual(await promql("prometheus_remote_storage_samples_failed_total > 0"), []);
        assertGreen(await up("--patience", "300"), "with one of each again");
    });

    it("is red, if it asks for lines, while nobody writes what it asks for", async () => {
        assert.equal((await lab(["up"], { env: { LAB_FIXTURES: "off" } })).code, 0);
        try {
            const { output } = await verify("--strict", "--patience", "20");
            const found = redLogQueries(output);
            // The machine itself, and the block node, write what the others find.
            const oursAlone = logQueries("syslog", "block-node").filter((text) =>
                /unit="(k3s|docker)|priority:="(err|warning|debug)"|~"error"/.test(text),
            );
            assert.equal(oursAlone.length, 6);
            assert.deepEqual(
                oursAlone.filter((text) => !found.includes(text)),
                [],
            );
        } finally {
            await useLab();
        }
        assertGreen(await verify("--strict", "--patience", "180"), "green again");
    });

    describe("is red with its cause", () => {
        // What was sent before the fault may be new for a moment; the kubelet hands over a Secret in a minute or two.
        const turnsRed = (module: string | undefined, cause: RegExp, red: string[] = []) =>
            eventually(300, async () => {
                const asked = module ? ["--module", module] : [];
                const ended = await verify("--strict", "--patience", "40", ...asked);
                assertRed(ended, cause);
                const found = redLogQueries(ended.output);
                assert.deepEqual(
                    red.filter((query) => !found.includes(query)),
                    [],
                    ended.output,
                );
            });

        it("when a kubelet can't be reached", async () => {
            const rule = [
                "-p",
                "tcp",
                "-s",
                clusterNetwork,
                "--dport",
                String(ports.kubelet),
                "-j",
                "REJECT",
            ];
            await succeed("iptables", ["-I", "INPUT", ...rule]);
            try {
                await turnsRed(
                    "kubelet",
                    /kubelet: https:\/\/\S+:10250\/metrics\S* does not answer the agent: .*connection refused/,
                );
            } finally {
                await succeed("iptables", ["-D", "INPUT", ...rule]);
            }
            assertGreen(await verify("--module", "kubelet"), "green again");
        });

        it("when Loki does not take the password", async () => {
            await putPassword("loki/local", "not-the-password");
            await agents("annotate", "externalsecrets", "--all", "--overwrite", "now=1");
            await turnsRed(
                undefined,
                /logs do not get to remote "local" \(.*\): .*401.*; wrong password: put the right one into Vault at grafana\/alloy\/vm-cluster\/loki\/local/,
                logQueries("syslog", "block-node"),
            );
            await putPassword("loki/local", "local-dev");
            await agents("annotate", "externalsecrets", "--all", "--overwrite", "now=2");
            assertGreen(await verify("--module", "syslog", "--patience", "180"), "green again");
        });

        it("when a node's journal is empty", async () => {
            // As on a node whose journal is elsewhere: the folders are there, and nothing is in them.
            const volumes = ["varlog", "volatile-log"].map((name) => ({
                name,
                hostPath: null,
                emptyDir: {},
            }));
            const patch = JSON.stringify({ spec: { template: { spec: { volumes } } } });
            await agents("patch", "daemonset/grafana-alloy", `--patch=${patch}`);
            await rolledOut();
            await turnsRed(
                "syslog",
                /syslog: \S+ has read no line of its node's journal: is journald running there/,
                logQueries("syslog"),
            );
            await agents("rollout", "undo", "daemonset/grafana-alloy");
            await rolledOut();
            assertGreen(await verify("--module", "syslog", "--patience", "180"), "green again");
        });

        it("when the ServiceMonitors' CRD is missing", async () => {
            const crd = "crd/servicemonitors.monitoring.coreos.com";
            await kubectl("delete", crd);
            await turnsRed(
                "node-exporter",
                /node-exporter: the cluster lacks the CRD servicemonitors\.monitoring\.coreos\.com: set alloy-stack:monitoringCrds: install/,
            );
            const chart = path.join(state, "monitoring-crds.yaml");
            fs.writeFileSync(chart, await helmTemplate());
            await kubectl("apply", "--server-side", "--force-conflicts", `--filename=${chart}`);
            // What ServiceMonitors there were went with it.
            assertGreen(await up("--refresh", "--patience", "300"), "green again");
        });
    });
});
