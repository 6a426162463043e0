import * as assert from "node:assert/strict";

import { argsProblems } from "../../../../components/validate/args";
import { ChartValues } from "../../../../components/chartValues";

function told(key: "agentValues" | "externalSecretsValues", values: ChartValues): string[] {
    return argsProblems({ clusterName: "c", [key]: values }).map(
        ({ path, found, expected }) => `${path}: ${found}; ${expected ?? ""}`,
    );
}

describe("values for the Alloy chart", () => {
    it("may have what is the users' to decide", () => {
        const values = {
            alloy: {
                extraEnv: [
                    { name: "TZ", value: "UTC" },
                    { name: "APP_PASSWORD", valueFrom: { secretKeyRef: { name: "app", key: "password" } } },
                ],
                envFrom: [{ secretRef: { name: "app" } }],
                stabilityLevel: "experimental",
                extraPorts: [{ name: "otlp", port: 4317, targetPort: 4317 }],
            },
            image: { pullPolicy: "Always" },
            controller: { hostNetwork: false, terminationGracePeriodSeconds: 60 },
            serviceMonitor: { enabled: true },
        };
        assert.deepEqual(told("agentValues", values), []);
    });

    const decided = "is the stack's to decide";
    const readable =
        "looks like a secret, which stands in Helm's record in the cluster and in the stack's state; a Secret that is named: valueFrom.secretKeyRef, or envFrom";
    for (const [values, problem] of [
        [
            { rbac: { create: true } },
            `rbac: ${decided}; none: the stack makes it, with no right to read Secrets`,
        ],
        [
            { serviceAccount: { name: "x" } },
            `serviceAccount: ${decided}; none: the stack makes it; its annotations are agentServiceAccountAnnotations`,
        ],
        [
            { alloy: { configMap: { content: "x" } } },
            `alloy.configMap: ${decided}; extraModules, which are added to the stack's own configuration`,
        ],
        [
            { alloy: { mounts: { extra: [] } } },
            `alloy.mounts: ${decided}; none: what agents see of a node is what the stack's modules read`,
        ],
        [
            { controller: { volumes: { extra: [{ name: "x", hostPath: { path: "/" } }] } } },
            `controller.volumes: ${decided}; none: what agents see of a node is what the stack's modules read`,
        ],
        [
            { controller: { type: "statefulset" } },
            `controller.type: ${decided}; none: there is an agent on every node`,
        ],
        [{ controller: { tolerations: [] } }, `controller.tolerations: ${decided}; tolerations`],
        [{ image: { tag: "v1" } }, `image.tag: ${decided}; images.alloy`],
        [{ agent: { storagePath: "/x" } }, `agent: ${decided}; the same below "alloy"`],
        [
            { extraObjects: [{ kind: "Pod", spec: { volumes: [{ hostPath: { path: "/" } }] } }] },
            "extraObjects.0.spec.volumes.0.hostPath: takes in a folder of the node; none: agents see what the stack's modules read",
        ],
        [{ extraObjects: [{ kind: "Secret", stringData: { x: "hunter2" } }] }, `extraObjects.0: ${readable}`],
        [
            { alloy: { extraEnv: [{ name: "APP_PASSWORD", value: "hunter2" }] } },
            `alloy.extraEnv.0: ${readable}`,
        ],
        [{ x: { apiKey: "hunter2" } }, `x.apiKey: ${readable}`],
    ] as const) {
        it(`are refused for ${JSON.stringify(values)}`, () => {
            assert.deepEqual(told("agentValues", values), [`agentValues.${problem}`]);
            assert.doesNotMatch(problem, /hunter2/);
        });
    }
});

describe("values for the External Secrets Operator's chart", () => {
    it("may have what is the users' to decide", () => {
        const values = {
            replicaCount: 2,
            leaderElect: true,
            serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x" } },
            webhook: { resources: { limits: { memory: "64Mi" } }, nodeSelector: { pool: "infra" } },
        };
        assert.deepEqual(told("externalSecretsValues", values), []);
    });

    for (const [values, place, instead] of [
        [
            { installCRDs: false },
            "installCRDs",
            "externalSecrets, and the CRDs stay when the stack is destroyed",
        ],
        [{ scopedNamespace: "x" }, "scopedNamespace", "none: the store is the whole cluster's"],
        [
            { serviceAccount: { name: "x" } },
            "serviceAccount.name",
            "esoServiceAccount, for the login to Vault",
        ],
        [{ webhook: { image: { tag: "v1" } } }, "webhook.image.tag", "images.externalSecrets"],
        [{ certController: { tolerations: [] } }, "certController.tolerations", "tolerations"],
    ] as const) {
        it(`are refused for ${JSON.stringify(values)}`, () => {
            assert.deepEqual(told("externalSecretsValues", values), [
                `externalSecretsValues.${place}: is the stack's to decide; ${instead}`,
            ]);
        });
    }
});
