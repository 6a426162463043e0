import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Agent } from "../../../components/agent/agent";
import { ExternalSecretsOperator } from "../../../components/secrets/externalSecretsOperator";
import { Images, imagesFrom } from "../../../components/images";
import { PodPlacement } from "../../../components/pods";
import { ScrapeTargets } from "../../../components/scrape/scrapeTargets";

type Inputs = Record<string, unknown>;

/** What a component registers, by type. */
async function registered(create: () => void): Promise<Record<string, Inputs[]>> {
    const resources: Record<string, Inputs[]> = {};
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            (resources[type] ??= []).push(inputs as Inputs);
            return { id: name, state: inputs as Inputs };
        },
        call: () => ({}),
    });
    create();
    await pulumi.runtime.disconnect();
    return resources;
}

const release = "kubernetes:helm.sh/v3:Release";
const plain: PodPlacement = {
    tolerations: [{ operator: "Exists" }],
    nodeSelector: { "kubernetes.io/os": "linux" },
    affinity: {},
    openShift: false,
    imagePullSecrets: [],
};
const guarded: PodPlacement = {
    ...plain,
    tolerations: [{ key: "gpu", operator: "Exists" }],
    imagePullSecrets: ["login"],
    imageMirror: "mirror.example/m",
};
const secrets = [{ name: "login" }];
/** A quota lets no pod be created without limits. */
const reloaderResources = {
    requests: { cpu: "10m", memory: "50Mi" },
    limits: { cpu: "100m", memory: "100Mi" },
};

function agent(pods: PodPlacement, images: Images = {}): () => void {
    return () => {
        new Agent("a", {
            clusterName: "c",
            namespace: "n",
            remotes: [],
            monitorBlockNode: false,
            checkKubeletCertificates: false,
            collected: {},
            nodeExporter: { namespaces: [], labels: {} },
            blockNode: { namespaces: [], labels: {} },
            storagePath: "/data",
            journal: {},
            dockerLogs: false,
            resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
            pods,
            rolloutTimeout: 600,
            images: imagesFrom(images, pods.imageMirror),
        });
    };
}

async function releaseValues(create: () => void): Promise<Record<string, unknown>> {
    return (await registered(create))[release]![0]!.values as Record<string, unknown>;
}

describe("what a cluster asks of pods", () => {
    it("is nothing that the agent's chart is told of but today's Alloy, unless it is given", async () => {
        const values = await releaseValues(agent(plain));
        const alloy = { registry: "docker.io", repository: "grafana/alloy", tag: "v1.19.0" };
        assert.deepEqual([values.global, values.image], [undefined, alloy]);
        assert.deepEqual(values.configReloader, { resources: reloaderResources });
        const mirrored = await releaseValues(agent(guarded));
        assert.deepEqual(mirrored.image, {
            ...alloy,
            registry: "mirror.example",
            repository: "m/grafana/alloy",
        });
    });

    it("reaches the agent", async () => {
        const values = await releaseValues(agent(guarded, { alloy: "own.example/alloy:v1" }));
        assert.deepEqual(values.global, { image: { pullSecrets: secrets } });
        assert.deepEqual(values.image, { registry: "own.example", repository: "alloy", tag: "v1" });
        assert.deepEqual(values.configReloader, {
            image: { registry: "mirror.example/m" },
            resources: reloaderResources,
        });
        assert.deepEqual((values.controller as Inputs).tolerations, guarded.tolerations);
    });

    it("reaches the operator's three deployments", async () => {
        const create = (pods: PodPlacement) => () => {
            new ExternalSecretsOperator("o", {
                namespace: "e",
                namespaceSettings: { create: true, labels: {} },
                pods,
                rolloutTimeout: 600,
            });
        };
        const values = await releaseValues(create(guarded));
        const image = { repository: "mirror.example/m/external-secrets/external-secrets" };
        for (const deployment of [values, values.webhook, values.certController] as Inputs[]) {
            assert.deepEqual(deployment.image, image);
            assert.deepEqual(deployment.imagePullSecrets, secrets);
        }
        const { webhook } = await releaseValues(create(plain));
        assert.deepEqual(webhook, {
            nodeSelector: { "kubernetes.io/os": "linux" },
            tolerations: [
                { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
            ],
        });
    });

    it("reaches the node exporter", async () => {
        const resources = await registered(() => {
            const nodeExporter = {
                namespace: "e",
                namespaceSettings: { create: true, labels: { team: "a" } },
                image: "x/y:1",
                port: 9100,
                mountPropagation: true,
                pods: guarded,
                rolloutTimeout: 600,
            };
            new ScrapeTargets("m", { namespace: "n", installCrds: false, nodeExporter, blockNode: false });
        });
        const [daemonSet] = resources["kubernetes:apps/v1:DaemonSet"]!;
        const { template } = daemonSet!.spec as { template: { spec: Inputs } };
        assert.deepEqual(template.spec.tolerations, guarded.tolerations);
        assert.deepEqual(template.spec.imagePullSecrets, secrets);
        const [namespace] = resources["kubernetes:core/v1:Namespace"]!;
        assert.deepEqual(namespace!.metadata, {
            name: "e",
            labels: {
                "app.kubernetes.io/part-of": "alloy-stack",
                "pod-security.kubernetes.io/enforce": "privileged",
                team: "a",
            },
        });
    });
});
