import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Agent } from "../../../components/agent/agent";
import { Operator } from "../../../components/secrets/externalSecretsOperator";
import { Images, imagesFrom } from "../../../components/images";
import { Monitoring } from "../../../components/scrape/monitoring";
import { PodArgs } from "../../../components/pods";

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
const plain: PodArgs = { tolerations: [{ operator: "Exists" }], imagePullSecrets: [] };
const guarded: PodArgs = {
    tolerations: [{ key: "gpu", operator: "Exists" }],
    imagePullSecrets: ["login"],
    imageMirror: "mirror.example/m",
};
const secrets = [{ name: "login" }];

function agent(pods: PodArgs, images: Images = {}): () => void {
    return () => {
        new Agent("a", {
            clusterName: "c",
            namespace: "n",
            remotes: [],
            collect: {
                blockNode: false,
                checkKubeletCertificates: false,
                nodeExporter: { install: true, selector: {} },
            },
            storagePath: "/data",
            resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
            pods,
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
        const create = (pods: PodArgs) => () => {
            new Operator("o", { namespace: "e", pods });
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
            const nodeExporter = { namespace: "e", image: "x/y:1", pods: guarded };
            new Monitoring("m", { namespace: "n", installCrds: false, nodeExporter, blockNode: false });
        });
        const [daemonSet] = resources["kubernetes:apps/v1:DaemonSet"]!;
        const { template } = daemonSet!.spec as { template: { spec: Inputs } };
        assert.deepEqual(template.spec.tolerations, guarded.tolerations);
        assert.deepEqual(template.spec.imagePullSecrets, secrets);
        const [namespace] = resources["kubernetes:core/v1:Namespace"]!;
        assert.deepEqual(namespace!.metadata, { name: "e" });
    });
});
