import * as assert from "node:assert/strict";

import { Properties } from "../plugin";
import { Unreachable } from "./kubeconfig";
import { kubernetesPlugin } from "./plugin";

const type = "kubernetes:core/v1:ConfigMap";

describe("objects of a cluster that cannot be reached", () => {
    const context = { signal: new AbortController().signal, log: () => undefined };
    const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "monitoring" } };
    const properties = { ...inputs, __inputs: inputs, __fieldManager: "pulumi-kubernetes-1" };
    const subject = { urn: `urn:pulumi:dev::alloy-stack::${type}::r`, name: "r", type, id: "monitoring/a" };

    async function configMaps(settings: Properties = {}) {
        const plugin = kubernetesPlugin(() => Promise.reject(new Unreachable("no way")));
        await plugin.configure({ kubeconfig, ...settings });
        return plugin.resource(type);
    }

    it("are a failure, whatever is to be done", async () => {
        const resource = await configMaps();
        const told = /PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"$/;
        for (const work of [
            resource.read({ ...subject, properties, inputs }, context),
            resource.delete({ ...subject, properties }, context),
        ]) {
            await assert.rejects(work, told);
        }
        await assert.rejects(resource.create({ ...subject, properties: inputs }, context), {
            message: "configured Kubernetes cluster is unreachable: no way",
        });
    });

    it("are gone if the provider is told so, but are not made", async () => {
        const resource = await configMaps({ deleteUnreachable: "true" });
        assert.deepEqual(await resource.read({ ...subject, properties, inputs }, context), {});
        await resource.delete({ ...subject, properties }, context);
        await assert.rejects(resource.create({ ...subject, properties: inputs }, context), /no way$/);
    });

    it("are made in a preview all the same", async () => {
        const resource = await configMaps();
        const { id } = await resource.create({ ...subject, properties: inputs, preview: true }, context);
        assert.equal(id, "");
    });
});

const kubeconfig = JSON.stringify({
    "current-context": "lab",
    contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
    clusters: [{ name: "lab", cluster: { server: "https://lab" } }],
    users: [{ name: "lab", user: {} }],
});
