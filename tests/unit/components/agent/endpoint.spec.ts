import * as assert from "node:assert/strict";

import { alloyConfig } from "../../../../components/agent/config";
import { agentPod, agentVolumes } from "../../../../components/agent/pod";
import { Remote, RemoteKind } from "../../../../components/remotes";

const metrics: Remote = { kind: RemoteKind.Prometheus, name: "a-b", url: "https://h/api/v1/write" };
const logs: Remote = { ...metrics, kind: RemoteKind.Loki, url: "https://h/loki/api/v1/push" };

const collect = {
    blockNode: false,
    checkKubeletCertificates: false,
    nodeExporter: { install: true, selector: { "app.kubernetes.io/name": "node-exporter" } },
};

/** The block of the only remote's endpoint, without its indentation. */
function endpointOf(remote: Remote): string {
    const text = alloyConfig({ clusterName: "c", remotes: [remote], collect });
    const [, block] = /^\tendpoint \{\n([\s\S]*?)^\t\}$/m.exec(text) ?? [];
    return block!.replace(/^\t\t/gm, "").trim();
}

describe("a remote's endpoint", () => {
    it("is its name and its URL", () => {
        assert.equal(endpointOf(metrics), 'name = "a-b"\nurl  = "https://h/api/v1/write"');
    });

    it("has all there is, aligned as alloy fmt does it, for Prometheus", () => {
        const all: Remote = {
            ...metrics,
            username: "u",
            tenant: "t",
            headers: { "X-Team": 'a "b" \\' },
            tls: { ca: "CA\n", clientCertificate: "CERT\n", serverName: "s" },
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
	ca_pem      = "CA\n"
	cert_pem    = "CERT\n"
	key_file    = "/etc/alloy-secrets/prometheus/a-b/client_key"
	server_name = "s"
}
`.trim(),
        );
    });

    it("has a token and a tenant of its own kind for Loki", () => {
        const all: Remote = { ...logs, bearerToken: true, tenant: "t", headers: { "X-A": "1" } };
        assert.equal(
            endpointOf({ ...all, tls: { skipVerification: true } }),
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
        const empty: Remote = {
            ...metrics,
            bearerToken: false,
            headers: {},
            tls: { skipVerification: false },
        };
        assert.equal(endpointOf(empty), endpointOf(metrics));
    });
});

describe("an agent's pod", () => {
    const resources = { requests: { cpu: "1", memory: "256Mi" }, limits: { memory: "1Gi" } };
    const pod = (...remotes: Remote[]) => ({ remotes, storagePath: "/data", resources });
    const names = (of: { name: string }[]) => of.map(({ name }) => name);

    it("has no volume for secrets where no remote needs any", () => {
        const args = pod(metrics, { ...logs, tls: { ca: "CA" } });
        assert.ok(!names(agentVolumes(args)).includes("remote-passwords"));
        assert.ok(!names(agentPod(args).mounts.extra).includes("remote-passwords"));
    });

    it("has each remote's own secrets, and waits only for private keys", () => {
        const args = pod(
            metrics,
            { ...metrics, name: "A_b", username: "u" },
            { ...logs, bearerToken: true, tls: { clientCertificate: "CERT" } },
        );
        const volume = agentVolumes(args).find(({ name }) => name === "remote-passwords");
        assert.deepEqual(volume, {
            name: "remote-passwords",
            projected: {
                defaultMode: 0o400,
                sources: [
                    {
                        secret: {
                            name: "prometheus-a-b",
                            optional: true,
                            items: [{ key: "password", path: "prometheus/A_b/password" }],
                        },
                    },
                    {
                        secret: {
                            name: "loki-a-b",
                            optional: false,
                            items: [
                                { key: "token", path: "loki/a-b/token" },
                                { key: "client_key", path: "loki/a-b/client_key" },
                            ],
                        },
                    },
                ],
            },
        });
        assert.ok(names(agentPod(args).mounts.extra).includes("remote-passwords"));
    });

    for (const [limit, expected] of [
        ["1Gi", "921MiB"],
        ["1024Mi", "921MiB"],
        ["1G", "858MiB"],
        ["500000k", "429MiB"],
        ["268435456", "230MiB"],
    ] as const) {
        it(`tells Go to stay below a limit of ${limit}`, () => {
            const limited = { ...pod(), resources: { ...resources, limits: { memory: limit } } };
            assert.deepEqual(agentPod(limited).extraEnv, [{ name: "GOMEMLIMIT", value: expected }]);
        });
    }
});
