import * as assert from "node:assert/strict";

import { Result } from "../../../../cli/verify/run";
import { causes, red } from "../../../support/verify/causes";
import { FakeAgents } from "../../../support/verify/fakeAgents";

const failing =
    'prometheus_remote_storage_samples_failed_total{component_id="prometheus.remote_write.remotes",remote_name="local",url="http://10.0.0.1:9090/w"} 500\n';
const retrying = failing.replace("failed", "retried");

describe("the likely cause, where nothing gets to a remote,", () => {
    it("is a wrong password, with the remote and its place in Vault", async () => {
        const found = await causes([red("kubelet"), red("agent-metrics")], (agents) => {
            agents.metrics += failing;
            agents.lines =
                'ts=2026-01-01T00:00:00Z level=error msg="non-recoverable error" component_path=/ component_id=prometheus.remote_write.remotes subcomponent=rw remote_name=local url=http://10.0.0.1:9090/w failedSampleCount=500 err="server returned HTTP status 401 Unauthorized: Unauthorized"\n';
        });
        assert.deepEqual(found, [
            'metrics do not get to remote "local" (http://10.0.0.1:9090/w): grafana-alloy-x has lost 500 samples: server returned HTTP status 401 Unauthorized: Unauthorized; wrong password: put the right one into Vault at grafana/alloy/c/prometheus/local, property "password"',
        ]);
    });

    it("is not what the agent counted long ago", async () => {
        const found = await causes([red("kubelet")], (agents) => (agents.metrics += failing));
        assert.doesNotMatch(found.join(), /do not get/);
    });

    it("is not what a remote refused before, when samples arrive; it is while it refuses more", async () => {
        const change = (agents: FakeAgents) => {
            agents.metrics += failing;
            agents.lines = 'remote_name=local err="server returned HTTP status 401 Unauthorized"\n';
        };
        const arrived: Result = { ...red("agent-metrics"), found: 1, verdict: "ok" };
        assert.doesNotMatch((await causes([arrived, red("kubelet")], change)).join(), /do not get/);
        const growing = red("remotes", "promql", { found: 1, unmet: ["grows from 1 to 2"] });
        growing.query.expects = "steady";
        assert.match(
            (await causes([arrived, growing], change)).join(),
            /metrics do not get to remote "local"/,
        );
    });

    it("is each of several remotes that refuse, and where their words are", async () => {
        const growing = red("remotes", "promql", { found: 2, unmet: ["grows for a", "grows for b"] });
        growing.query.expects = "steady";
        const found = await causes([growing]);
        assert.match(
            found.join("\n"),
            /^remotes: .*grows for a\nremotes: .*grows for b\n.*grep non-recoverable$/,
        );
    });

    it("is a remote that does not answer, or a Secret that is not there", async () => {
        const logged = (err: string) => (agents: FakeAgents) => {
            agents.metrics += retrying;
            agents.lines = `level=warn msg="Failed to send batch, retrying" remote_name=local err=${JSON.stringify(err)}\n`;
        };
        const refused = await causes(
            [red("kubelet")],
            logged('Post "http://10.0.0.1:9090/w": connection refused'),
        );
        assert.match(
            refused.join(),
            /has tried 500 samples again: Post "http:.*is it running, and do pods reach/,
        );
        const missing = "unable to read file /etc/alloy-secrets/prometheus/local/password: no such file";
        assert.match(
            (await causes([red("kubelet")], logged(missing))).join(),
            /its Secret has not reached the pod: kubectl -n grafana-alloy describe externalsecret prometheus-local/,
        );
    });

    it("is a wrong password for Loki, of the remote that has it", async () => {
        const found = await causes([red("syslog", "logql")], (agents) => {
            agents.metrics += [
                'loki_write_dropped_entries_total{component_id="loki.write.grafana_cloud",host="logs.example",reason="ingester_error",tenant=""} 30',
                'loki_write_dropped_entries_total{component_id="loki.write.local",host="10.0.0.1:3100",reason="ingester_error",tenant=""} 0',
                'loki_write_request_duration_seconds_count{component_id="loki.write.grafana_cloud",status_code="401"} 4',
                'loki_write_request_duration_seconds_count{component_id="loki.write.local",status_code="204"} 4\n',
            ].join("\n");
        });
        assert.deepEqual(found, [
            'logs do not get to remote "grafana-cloud" (https://logs.example/p): grafana-alloy-x has dropped 30 lines (ingester_error): the answer is 401; wrong password: put the right one into Vault at grafana/alloy/c/loki/grafana-cloud, property "password"',
        ]);
    });

    it("is a Loki that does not answer", async () => {
        const found = await causes([red("syslog", "logql")], (agents) => {
            agents.metrics +=
                'loki_write_request_duration_seconds_count{component_id="loki.write.local",status_code="-1"} 4\n';
        });
        assert.match(found.join(), /gets nothing through: it gets no answer; is it running/);
    });
});
