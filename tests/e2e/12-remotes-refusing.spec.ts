// Takes 7 minutes.
import * as assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { localLogs, logs, promql } from "./support/backends";
import { succeed } from "./support/commands";
import { assertGreen, assertRed, overridden, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { Gateway } from "./support/gateway";
import { useLab } from "./support/lab";
import { OtherPrometheus } from "./support/otherPrometheus";
import { OtherVictoriaLogs } from "./support/otherVictoriaLogs";

const ports = { https: 9443, certified: 9444, http: 3102, logs: 3101, primary: 9091, backup: 9092 };
/** Where the other server of logs keeps each one's lines. */
const accounts = { user1: "1", "12345": "2", "team-a": "3" };
const agentUp = 'up{job="alloy"}';

describe("many remotes", () => {
    const primary = new OtherPrometheus(ports.primary, "user1", "of-user1");
    const backup = new OtherPrometheus(ports.backup, "user2", "of-user2");
    const other = new OtherVictoriaLogs(ports.logs);
    let gateway: Gateway;

    before(async () => {
        await useLab();
        await Promise.all([primary.start(), backup.start(), other.start()]);
        gateway = await Gateway.start({
            token: "a-bearer-token",
            users: {
                user1: { password: "of-user1", account: accounts.user1 },
                "12345": { password: "of-12345", account: accounts["12345"] },
            },
            tenants: { "team-a": { account: accounts["team-a"] } },
            ports,
            prometheus: primary,
            logs: other,
        });
    });

    after(async () => {
        await gateway.remove();
        await Promise.all([primary.remove(), backup.remove(), other.remove()]);
    });

    /** The example of the original instructions, at addresses of this machine, beside the dev stack's own. */
    function example() {
        return {
            prometheusRemotes: [
                "local:http://$NODE_IP:9090/api/v1/write:admin",
                `primary:http://$NODE_IP:${ports.primary}/api/v1/write:user1`,
                `backup:http://$NODE_IP:${ports.backup}/api/v1/write:user2`,
            ],
            lokiRemotes: [
                localLogs,
                `primary:http://$NODE_IP:${ports.http}/loki/api/v1/push:user1`,
                {
                    name: "grafana-cloud",
                    url: `https://$NODE_IP:${ports.https}/loki/api/v1/push`,
                    username: "12345",
                    tls: { ca: gateway.ca },
                },
            ],
            remotePasswords: {
                "prometheus/primary": "of-user1",
                "prometheus/backup": "of-user2",
                "loki/primary": "of-user1",
                "loki/grafana-cloud": "of-12345",
            },
        };
    }

    /** Whatever a server may ask for beside a password, and each once without. */
    function demanding() {
        const { ca } = gateway;
        const bearer = (from: string) => ({
            name: from,
            url: `https://$NODE_IP:${ports.https}/bearer/api/v1/write?from=${from}`,
        });
        const certified = (from: string) => ({
            name: from,
            url: `https://$NODE_IP:${ports.certified}/api/v1/write?from=${from}`,
        });
        const tenant = (name: string) => ({
            name,
            url: `http://$NODE_IP:${ports.http}/tenants/loki/api/v1/push`,
        });
        const { prometheusRemotes, lokiRemotes, remotePasswords } = example();
        return {
            prometheusRemotes: [
                ...prometheusRemotes,
                { ...bearer("bearer"), bearerToken: true, tls: { ca } },
                { ...bearer("bearer-missing"), tls: { ca } },
                { ...bearer("ca-missing"), bearerToken: true },
                { ...certified("certificate"), tls: { ca, clientCertificate: gateway.client("crt") } },
                { ...certified("certificate-missing"), tls: { ca } },
            ],
            lokiRemotes: [
                ...lokiRemotes,
                { ...tenant("tenant"), tenant: "team-a" },
                tenant("tenant-missing"),
            ],
            remotePasswords: {
                ...remotePasswords,
                "prometheus/bearer": "a-bearer-token",
                "prometheus/ca-missing": "a-bearer-token",
            },
            remoteClientKeys: { "prometheus/certificate": gateway.client("key") },
        };
    }

    it("of which some lack what their server asks for: those are named, and the others receive all", async () => {
        const ended = await up("--config-file", overridden(demanding()), "--patience", "90");
        assertRed(ended, /Likely causes:/);
        const causes = ended.output.slice(ended.output.indexOf("Likely causes:"));
        assert.match(causes, /metrics do not get to remote "ca-missing".*signed by unknown authority/);
        assert.match(causes, /grows .* for remote_name="bearer-missing"/);
        assert.match(causes, /grows .* for remote_name="certificate-missing"/);
        // The agent logs why of one of them in a minute.
        assert.match(causes, /"bearer-missing".*401|"certificate-missing".*400/);
        assert.match(causes, /grep non-recoverable/);
        await eventually(120, async () => {
            assert.deepEqual(gateway.answered("bearer"), ["204"]);
            assert.deepEqual(gateway.answered("bearer-missing"), ["401"]);
            assert.deepEqual(gateway.answered("ca-missing"), []);
            assert.deepEqual(gateway.answered("certificate"), ["204"]);
            assert.deepEqual(gateway.answered("certificate-missing"), ["400"]);
            assert.deepEqual(await answers("tenant"), ["204"]);
            assert.deepEqual(await answers("tenant_missing"), ["401"]);
            assert.ok((await other.lines(accounts["team-a"], '{cluster="vm-cluster"}')).length > 0);
        });
    });

    it("all receive, as in the original example: two Prometheus, two Loki, grafana-cloud by that name", async () => {
        assertGreen(
            await up("--config-file", overridden(example()), "--patience", "300"),
            "up with the example",
        );
        await receivedByAll(Date.now() / 1000);
    });

    it("do not hold each other up, and one that was away gets what it has missed", async () => {
        await Promise.all([backup.stop(), other.stop()]);
        const away = Date.now() / 1000;
        const mark = await marked();
        await sleep(60_000);
        // Everybody else has what came meanwhile.
        assert.ok(((await primary.times(agentUp)).at(-1) ?? 0) > away + 30, "primary waits for backup");
        const found = await logs(`{cluster="vm-cluster"} "${mark}"`);
        assert.equal(found.length, 1, "the local server of logs waits for the others");

        const back = Date.now() / 1000;
        await Promise.all([backup.start(), other.start()]);
        await eventually(180, async () => {
            const missed = (await backup.times(agentUp)).filter((time) => time > away + 5 && time < back);
            assert.ok(missed.length >= 3, `backup has ${missed.length} samples of the minute it was away`);
            for (const account of [accounts.user1, accounts["12345"]])
                assert.equal((await other.lines(account, `{cluster="vm-cluster"} "${mark}"`)).length, 1);
        });
    });

    /** Both Prometheus have samples that are newer, and both users' accounts a line. */
    async function receivedByAll(since: number): Promise<void> {
        const mark = await marked();
        await eventually(120, async () => {
            for (const prometheus of [primary, backup])
                assert.ok(((await prometheus.times(agentUp)).at(-1) ?? 0) > since, String(prometheus.port));
            for (const account of [accounts.user1, accounts["12345"]])
                assert.equal((await other.lines(account, `{cluster="vm-cluster"} "${mark}"`)).length, 1);
        });
    }
});

/** Write a line to the journal that no other is like. */
async function marked(): Promise<string> {
    const mark = `many-remotes-${Date.now()}`;
    await succeed("systemd-cat", ["--identifier=mark", "echo", mark]);
    return mark;
}

/** With which codes a Loki remote's requests were answered, by the agent's own metrics. */
async function answers(component: string): Promise<string[]> {
    const count = `loki_write_request_duration_seconds_count{component_id="loki.write.${component}"}`;
    const found = await promql(`sum by (status_code) (${count}) > 0`);
    return found.map(({ metric }) => metric.status_code ?? "").sort();
}
