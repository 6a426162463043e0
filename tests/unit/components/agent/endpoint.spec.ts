import * as assert from "node:assert/strict";

import { destination } from "../../../../components/agent/destination";
import { RemoteKind, RemoteLogin } from "../../../../components/remotes";
import { SecretSource } from "../../../../components/vault/secretSource";
import { PlainRemote } from "../../../../settings/plainRemote";
import { configFor } from "../../../support/agentConfig";
import { certificate, otherCertificate } from "../../../support/certificate";

/** A certificate as one string of the configuration. */
const quoted = (pem: string) => JSON.stringify(pem);

const metrics: PlainRemote = { kind: RemoteKind.Prometheus, name: "a-b", url: "https://h/api/v1/write" };
const logs: PlainRemote = { ...metrics, kind: RemoteKind.Loki, url: "https://h/loki/api/v1/push" };

/** The block of the only remote's endpoint, without its indentation. */
function endpointOf(remote: PlainRemote): string {
    const [, block] = /^\tendpoint \{\n([\s\S]*?)^\t\}$/m.exec(configFor([remote])) ?? [];
    return block!.replace(/^\t\t/gm, "").trim();
}

describe("a remote's endpoint", () => {
    it("is its name and its URL", () => {
        assert.equal(endpointOf(metrics), 'name = "a-b"\nurl  = "https://h/api/v1/write"');
    });

    it("has all there is, aligned as alloy fmt does it, for Prometheus", () => {
        const all: PlainRemote = {
            ...metrics,
            username: "u",
            tenant: "t",
            headers: { "X-Team": 'a "b" \\' },
            ca: certificate,
            clientCertificate: otherCertificate,
            serverName: "s",
        };
        assert.equal(
            endpointOf(all),
            String.raw`
name    = "a-b"
url     = "https://h/api/v1/write"
headers = {"X-Scope-OrgID" = "t", "X-Team" = "a \"b\" \\"}

basic_auth {
	username      = "u"
	password_file = "/etc/alloy-secrets/prometheus/a-b/password"
}

tls_config {
	ca_pem      = ${quoted(certificate)}
	cert_pem    = ${quoted(otherCertificate)}
	key_file    = "/etc/alloy-secrets/prometheus/a-b/client_key"
	server_name = "s"
}
`.trim(),
        );
    });

    it("has a token and a tenant of its own kind for Loki", () => {
        const all: PlainRemote = {
            ...logs,
            login: RemoteLogin.BearerToken,
            tenant: "t",
            headers: { "X-A": "1" },
        };
        assert.equal(
            endpointOf({ ...all, skipVerification: true }),
            `
name              = "a-b"
url               = "https://h/loki/api/v1/push"
tenant_id         = "t"
headers           = {"X-A" = "1"}
bearer_token_file = "/etc/alloy-secrets/loki/a-b/token"

tls_config {
	insecure_skip_verify = true
}
`.trim(),
        );
    });

    it("has no block for what is empty or false", () => {
        const empty = { ...metrics, login: RemoteLogin.None, headers: {}, skipVerification: false };
        assert.equal(endpointOf(empty), endpointOf(metrics));
    });

    it("has no secret, wherever that comes from", () => {
        const given = {
            ...metrics,
            username: "u",
            password: "hunter2",
            bearerToken: "hunter2",
            clientKey: "hunter2",
            secretSource: SecretSource.Config,
        };
        const known = destination(given);
        assert.deepEqual(known, { ...metrics, username: "u", login: RemoteLogin.BearerToken });
    });
});
