import * as assert from "node:assert/strict";

import { destination } from "../../../../components/agent/destination";
import { RemoteKind, RemoteLogin, secretsOf } from "../../../../components/remotes";
import { needsExperimental } from "../../../../components/sending";
import { PlainRemote } from "../../../../settings/plainRemote";
import { certificate } from "../../../support/certificate";
import { configFor } from "../../../support/agentConfig";

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "a-b", url: "https://h/api/v1/write" };
const logs: PlainRemote = { ...metrics, kind: RemoteKind.Loki, url: "https://h/loki/api/v1/push" };

/** The block of the only remote's endpoint, without its indentation. */
function endpointOf(remote: PlainRemote): string {
    const [, block = ""] = /^\tendpoint \{\n([\s\S]*?)^\t\}$/m.exec(configFor([remote])) ?? [];
    return block.replace(/^\t\t/gm, "").trim();
}

describe("how a remote is sent to", () => {
    it("is Alloy's own where nothing is said of it", () => {
        assert.equal(endpointOf({ ...metrics, queue: {} }), 'name = "a-b"\nurl  = "https://h/api/v1/write"');
        assert.equal(endpointOf({ ...logs, queue: {} }), 'name = "a-b"\nurl  = "https://h/loki/api/v1/push"');
        const nothing = { ...metrics, sendNativeHistograms: false, remoteWriteVersion: 1 as const };
        assert.equal(endpointOf(nothing), endpointOf(metrics));
        assert.doesNotMatch(configFor([metrics], { wal: {} }), /wal/);
    });

    it("has a queue of metrics", () => {
        const queue = {
            capacity: 5000,
            maxShards: 10,
            minShards: 2,
            maxSamplesPerSend: 1000,
            batchSendDeadline: "10s",
            minBackoff: "50ms",
            maxBackoff: "10s",
            sampleAgeLimit: "2h",
        };
        const remote = { ...metrics, queue, sendNativeHistograms: true, remoteWriteVersion: 2 as const };
        assert.equal(
            endpointOf(remote),
            `
name                   = "a-b"
url                    = "https://h/api/v1/write"
protobuf_message       = "io.prometheus.write.v2.Request"
send_native_histograms = true

queue_config {
	capacity             = 5000
	max_shards           = 10
	min_shards           = 2
	max_samples_per_send = 1000
	batch_send_deadline  = "10s"
	min_backoff          = "50ms"
	max_backoff          = "10s"
	sample_age_limit     = "2h"
}
`.trim(),
        );
        assert.ok(needsExperimental([metrics, remote]));
        assert.ok(!needsExperimental([metrics, { remoteWriteVersion: 1 }]));
    });

    it("has a queue of logs", () => {
        const queue = {
            batchSize: "512KiB",
            batchWait: "2s",
            maxRetries: 0,
            minBackoff: "1s",
            maxBackoff: "1m",
        };
        assert.equal(
            endpointOf({ ...logs, queue }),
            `
name                = "a-b"
url                 = "https://h/loki/api/v1/push"
batch_wait          = "2s"
batch_size          = "512KiB"
min_backoff_period  = "1s"
max_backoff_period  = "1m"
max_backoff_retries = 0
`.trim(),
        );
    });

    it("has a token for a client, whose secret is a file", () => {
        const oauth2 = {
            clientId: "id",
            tokenUrl: "https://login/token",
            scopes: ["a", "b"],
            endpointParams: { audience: "x" },
            ca: certificate,
        };
        const remote = { ...logs, oauth2 };
        const [before = ""] = endpointOf(remote).split(/ca_pem = .*/);
        assert.equal(
            before,
            `
name = "a-b"
url  = "https://h/loki/api/v1/push"

oauth2 {
	client_id          = "id"
	client_secret_file = "/etc/alloy-secrets/loki/a-b/client_secret"
	token_url          = "https://login/token"
	scopes             = ["a", "b"]
	endpoint_params    = {"audience" = "x"}

	tls_config {
		`.trimStart(),
        );
        assert.deepEqual(secretsOf(remote), [{ property: "client_secret", file: "loki/a-b/client_secret" }]);
        const { login, ...rest } = destination({ ...remote, clientSecret: "hunter2" });
        assert.equal(login, RemoteLogin.OAuth2);
        assert.doesNotMatch(JSON.stringify(rest), /hunter2/);
    });

    it("has requests that are signed, without a secret", () => {
        const sigv4 = {
            region: "eu-west-1",
            roleArn: "arn:aws:iam::123456789012:role/m",
            serviceName: "aps",
        };
        const remote = { ...metrics, sigv4 };
        assert.match(
            endpointOf(remote),
            /\n\nsigv4 \{\n\tregion {7}= "eu-west-1"\n\trole_arn {5}= "arn:.*"\n\tservice_name = "aps"\n\}$/,
        );
        assert.deepEqual(secretsOf(remote), []);
    });

    it("has one disk for all metrics", () => {
        const wal = { truncateFrequency: "30m", minKeepalive: "1m", maxKeepalive: "4h" };
        const text = configFor([metrics, { ...metrics, name: "c" }, logs], { wal });
        const expected = `
	wal {
		truncate_frequency = "30m"
		min_keepalive_time = "1m"
		max_keepalive_time = "4h"
	}
}
`;
        assert.equal(text.split(expected).length, 2, "once, in what sends metrics");
        assert.ok(text.indexOf(expected) < text.indexOf("loki.write"));
        assert.doesNotMatch(configFor([logs], { wal }), /wal/);
    });
});
