import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { RunError } from "@pulumi/pulumi";

import { askCluster } from "../../../settings/clusterFacts";
import { ClusterAccess } from "../../../settings/kubeconfig";
import { FakeApiServer, kubeconfig } from "../../support/fakeApiServer";

/** The paths at which a cluster is asked. */
const at = {
    uid: "/api/v1/namespaces/kube-system",
    monitoring: "/apis/monitoring.coreos.com/v1",
    secrets: "/apis/external-secrets.io/v1",
    formerSecrets: "/apis/external-secrets.io/v1beta1",
    secretsCrd: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/externalsecrets.external-secrets.io",
    monitorsCrd:
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/servicemonitors.monitoring.coreos.com",
    namespaces: "/api/v1/namespaces?labelSelector=app.kubernetes.io/part-of=alloy-stack",
    nodes: "/api/v1/nodes?limit=500",
};

describe("what a cluster is asked", () => {
    const server = new FakeApiServer();
    let folder: string;
    let file: string;
    before(async () => {
        await server.start();
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "cluster-"));
        file = path.join(folder, "kubeconfig");
        fs.writeFileSync(file, server.kubeconfig());
    });
    after(() => {
        server.stop();
        fs.rmSync(folder, { recursive: true });
    });
    beforeEach(() => {
        server.asked = [];
        server.answer = undefined;
        server.answers = {
            [at.uid]: { metadata: { name: "kube-system", uid: "uid-now" } },
            [at.monitoring]: 404,
            [at.secrets]: 404,
            [at.formerSecrets]: 404,
        };
    });

    it("is which cluster it is, and nothing more where no more may be seen", async () => {
        assert.deepEqual(await askCluster({ kubeconfig: file, context: "b" }), {
            uid: "uid-now",
            kinds: new Set(),
            owners: new Map(),
            ownNamespaces: new Set(),
            nodes: [],
        });
        assert.deepEqual(server.asked.map((url) => url.replace(/^\/b/, "")).sort(), Object.values(at).sort());
    });

    it("is what it serves, whose that is, and what its Linux nodes are", async () => {
        const kinds = (...names: string[]) => ({ resources: names.map((kind) => ({ kind, name: kind })) });
        const node = (name: string, system: string, spec: object, nodeInfo: object) => ({
            metadata: { name, labels: { "kubernetes.io/os": system } },
            spec,
            status: { nodeInfo },
        });
        const taints = [
            { key: "gpu", effect: "NoSchedule" },
            { key: "old", effect: "PreferNoSchedule" },
        ];
        const linux = { machineID: "1", containerRuntimeVersion: "docker://27", osImage: "Docker Desktop" };
        const annotations = {
            "meta.helm.sh/release-name": "eso",
            "meta.helm.sh/release-namespace": "platform",
        };
        Object.assign(server.answers, {
            [at.monitoring]: kinds("ServiceMonitor"),
            [at.formerSecrets]: kinds("ExternalSecret", "ClusterSecretStore"),
            [at.secretsCrd]: { metadata: { annotations } },
            [at.monitorsCrd]: { metadata: {} },
            [at.namespaces]: { items: [{ metadata: { name: "grafana-alloy" } }] },
            [at.nodes]: { items: [node("a", "linux", { taints }, linux), node("w", "windows", {}, linux)] },
        });
        const { nodes, ...facts } = await askCluster({ kubeconfig: file });
        assert.deepEqual(facts, {
            uid: "uid-now",
            kinds: new Set([
                "monitoring.coreos.com/v1/ServiceMonitor",
                "external-secrets.io/v1beta1/ExternalSecret",
                "external-secrets.io/v1beta1/ClusterSecretStore",
            ]),
            owners: new Map([
                ["externalsecrets.external-secrets.io", "platform/eso"],
                ["servicemonitors.monitoring.coreos.com", ""],
            ]),
            ownNamespaces: new Set(["grafana-alloy"]),
        });
        // The client's taints are of a class of its own.
        assert.deepEqual(
            nodes.map((one) => ({ ...one, taints: one.taints.map(({ key, effect }) => ({ key, effect })) })),
            [
                {
                    name: "a",
                    machineId: "1",
                    runtime: "docker://27",
                    osImage: "Docker Desktop",
                    taints: [{ key: "gpu", effect: "NoSchedule" }],
                },
            ],
        );
    });

    it("knows a CRD that was put back by hand as its release's, by Helm's record", async () => {
        const records = (name: string) => `/api/v1/secrets?labelSelector=owner=helm,name=${name}`;
        const record = {
            metadata: { name: "sh.helm.release.v1.prometheus-operator-crds.v1", namespace: "default" },
        };
        Object.assign(server.answers, {
            [at.secretsCrd]: { metadata: {} },
            [at.monitorsCrd]: { metadata: {} },
            [records("prometheus-operator-crds")]: { items: [record] },
            [records("external-secrets")]: { items: [] },
        });
        const { owners } = await askCluster({ kubeconfig: file });
        assert.deepEqual(Object.fromEntries(owners), {
            "servicemonitors.monitoring.coreos.com": "default/prometheus-operator-crds",
            "externalsecrets.external-secrets.io": "",
        });
    });

    /** Why a cluster cannot be asked, in one line. */
    async function reason(access: ClusterAccess): Promise<string> {
        const error: unknown = await askCluster(access).catch((thrown: unknown) => thrown);
        assert.ok(RunError.isInstance(error), String(error));
        assert.doesNotMatch(error.message, /\n/);
        return error.message;
    }

    it("is told with what to do where there is no answer", async () => {
        const gone = path.join(folder, "gone");
        fs.writeFileSync(gone, kubeconfig("http://127.0.0.1:2"));
        const correct = "start it, or correct alloy-stack:kubeconfig and alloy-stack:context";
        assert.match(
            await reason({ kubeconfig: gone, context: "b" }),
            new RegExp(
                `^the cluster of the context "b" of ${gone} does not answer: .*ECONNREFUSED.*; ${correct}$`,
            ),
        );
        server.answers[at.uid] = 401;
        assert.equal(
            await reason({ kubeconfig: file }),
            `the cluster of ${file} does not answer: HTTP 401, it refuses this login; ${correct}`,
        );
    });

    it("is told where there is no such kubeconfig or context", async () => {
        const nowhere = path.join(folder, "nowhere");
        assert.equal(await reason({ kubeconfig: nowhere }), `${nowhere}: there is no file ${nowhere}`);
        assert.equal(
            await reason({ kubeconfig: file, context: "c" }),
            `${file}: has no context "c"; it has "a", "b"`,
        );
    });
});
