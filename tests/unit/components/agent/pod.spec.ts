import * as assert from "node:assert/strict";

import { AgentPodArgs, agentPod, agentVolumes } from "../../../../components/agent/pod";
import { Remote, RemoteKind, RemoteLogin } from "../../../../components/remotes";

const metrics: Remote = { kind: RemoteKind.Prometheus, name: "a-b", url: "https://h/api/v1/write" };
const logs: Remote = { ...metrics, kind: RemoteKind.Loki, url: "https://h/loki/api/v1/push" };

describe("an agent's pod", () => {
    const resources = { requests: { cpu: "1", memory: "256Mi" }, limits: { memory: "1Gi" } };
    const pod = (...remotes: Remote[]): AgentPodArgs => ({
        remotes,
        storagePath: "/data",
        journal: {},
        dockerLogs: false,
        resources,
        pods: {},
    });
    const names = (of: { name: string }[]) => of.map(({ name }) => name);

    it("has no volume for secrets where no remote needs any", () => {
        const args = pod(metrics, { ...logs, ca: "CA" });
        assert.ok(!names(agentVolumes(args)).includes("remote-passwords"));
        assert.ok(!names(agentPod(args).mounts.extra).includes("remote-passwords"));
    });

    it("has each remote's own secrets, and waits only for private keys", () => {
        const args = pod(
            metrics,
            { ...metrics, name: "A_b", username: "u" },
            { ...logs, login: RemoteLogin.BearerToken, clientCertificate: "CERT" },
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
