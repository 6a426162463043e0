import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { AlloyStack } from "../../../components";
import { AlloyStackArgs } from "../../../components/args";
import { Remote, RemoteKind } from "../../../components/remotes";
import { SecretOwner } from "../../../components/vault/secretSource";

const remote: Remote = {
    kind: RemoteKind.Prometheus,
    name: "local",
    url: "http://192.0.2.10:9090/api/v1/write",
    username: "admin",
};
const args: AlloyStackArgs = {
    clusterName: "west",
    remotes: [{ remote, secrets: { password: "given" } }],
    vault: { operatorLogin: { username: "eso-user", password: "eso-password" } },
    dev: {
        nodeIp: "192.0.2.10",
        vaultRootToken: "devtoken",
        backend: {
            parts: ["prometheus"],
            prometheus: { username: "admin", password: "given" },
            loki: { username: "admin", password: "given" },
        },
    },
    collect: {
        blockNode: false,
        checkKubeletCertificates: false,
        nodeExporter: { install: true, selector: {} },
    },
    namespaces: {
        agent: "grafana-alloy",
        externalSecrets: "external-secrets",
        nodeExporter: "node-exporter",
    },
    pods: { tolerations: [], imagePullSecrets: [] },
    agentResources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "1Gi" } },
    installExternalSecrets: true,
    installMonitoringCrds: true,
    storagePath: "/var/lib/grafana-alloy",
    cluster: {},
    offline: true,
};

/** Every type that is registered, components left out, and the stack. */
async function register(more: Partial<AlloyStackArgs>) {
    const types: string[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ name, type, inputs }) => {
            types.push(type);
            return { id: `${name}-id`, state: { ...(inputs as object), imageId: "image", path: "userpass" } };
        },
        call: () => ({}),
    });
    const stack = new AlloyStack("west", { ...args, ...more });
    await pulumi.runtime.disconnect();
    return { stack, types: types.filter((type) => !type.startsWith("alloy-stack:")) };
}

function valueOf<T>(output: pulumi.Output<T> | undefined): Promise<T> {
    return new Promise((resolve) => output?.apply(resolve));
}

describe("a stack without agents", () => {
    it("has nothing in the cluster, and keeps Vault with what is in it, and the backend", async () => {
        const { types: all } = await register({});
        const { types } = await register({ agent: false });
        assert.ok(all.some((type) => type.startsWith("kubernetes:")));
        assert.deepEqual(
            types.filter((type) => type.startsWith("kubernetes:")),
            [],
        );
        const outside = (type: string) => !type.startsWith("kubernetes:");
        assert.deepEqual(types.filter(outside).sort(), all.filter(outside).sort());
    });
});

describe("the local backend", () => {
    it("asks for the configured password of the remote that leads to it", async () => {
        const { stack } = await register({});
        assert.equal(await valueOf(stack.prometheusPassword), "given");
    });

    it("asks for the one that was made up for it", async () => {
        const { stack } = await register({
            remotes: [{ remote, owner: SecretOwner.Generated, secrets: {} }],
        });
        assert.match(await valueOf(stack.prometheusPassword), /^[\w-]{32}$/);
        assert.equal(await valueOf(stack.lokiPassword), "given");
    });
});
