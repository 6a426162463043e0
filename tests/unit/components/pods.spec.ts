import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Agent } from "../../../components/agent/agent";
import { ExternalSecretsOperator } from "../../../components/secrets/externalSecretsOperator";
import { Images, imagesFrom } from "../../../components/images";
import { memoryBytes, PodPlacement } from "../../../components/pods";
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
const plain: PodPlacement = { tolerations: [{ operator: "Exists" }], imagePullSecrets: [] };
const guarded: PodPlacement = {
    tolerations: [{ key: "gpu", operator: "Exists" }],
    imagePullSecrets: ["login"],
    imageMirror: "mirror.example/m",
};
const secrets = [{ name: "login" }];

function agent(pods: PodPlacement, images: Images = {}): () => void {
    return () => {
        new Agent("a", {
            clusterName: "c",
            namespace: "n",
            remotes: [],
            monitorBlockNode: false,
            checkKubeletCertificates: false,
            nodeExporter: { namespaces: [], labels: {} },
            blockNode: { namespaces: [], labels: {} },
            storagePath: "/data",
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
        assert.deepEqual([values.global, values.image, values.configReloader], [undefined, alloy, undefined]);
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
        assert.deepEqual(values.configReloader, { image: { registry: "mirror.example/m" } });
        assert.deepEqual((values.controller as Inputs).tolerations, guarded.tolerations);
    });

    it("reaches the operator's three deployments", async () => {
        const create = (pods: PodPlacement) => () => {
            new ExternalSecretsOperator("o", {
                namespace: "e",
                namespaceLabels: {},
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
        assert.equal((await releaseValues(create(plain))).webhook, undefined);
    });

    it("reaches the node exporter", async () => {
        const resources = await registered(() => {
            const nodeExporter = {
                namespace: "e",
                namespaceLabels: { team: "a" },
                image: "x/y:1",
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
            labels: { "pod-security.kubernetes.io/enforce": "privileged", team: "a" },
        });
    });
});

describe("an amount of memory", () => {
    for (const [quantity, bytes] of [
        ["512Mi", 512 * 1024 ** 2],
        ["1Gi", 1024 ** 3],
        ["1G", 1e9],
        ["500k", 500_000],
        ["1.5Gi", 1.5 * 1024 ** 3],
        ["1000000", 1_000_000],
    ] as const) {
        it(`is ${bytes} bytes for ${quantity}`, () => {
            assert.equal(memoryBytes(quantity), bytes);
        });
    }
});
