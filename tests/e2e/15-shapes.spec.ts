// Takes 5 minutes.
import * as assert from "node:assert/strict";

import { nodeName } from "../lab/node/addresses";
import { secondNode } from "../lab/node/nodes";
import { inSecondNode, startSecondNode, stopSecondNode } from "../lab/node/second";
import { stop } from "../lab/host/daemon";
import { promql } from "./support/backends";
import { assertGreen, assertUnchanged, destroy, kubectl, overridden, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useEmptyLab } from "./support/lab";
import { exists } from "./support/vaultSecrets";

const namespaces = ["grafana-alloy", "external-secrets", "node-exporter"];
/** The kubelet takes a minute or two to hand over a Secret. */
const patient = ["--patience", "300"];

describe("a cluster with a tainted node, without a machine-id, and with namespaces of others", () => {
    const tainted = secondNode().name;

    before(async () => {
        await useEmptyLab();
        await startSecondNode();
        // As on a node of k3d: what is at the place of the machine-id is no file. The kubelet tells it when it starts.
        await stop("second-kubelet");
        await inSecondNode("mount", ["--bind", "/dev/null", "/etc/machine-id"]);
        await startSecondNode();
        await eventually(60, async () => {
            assert.equal(await machineId(tainted), "");
        });
        await kubectl("taint", "node", tainted, "dedicated=block-node:NoExecute");
        for (const namespace of namespaces) await kubectl("create", "namespace", namespace);
    });

    after(async () => {
        await stopSecondNode();
        for (const namespace of namespaces)
            await kubectl("delete", "namespace", namespace, "--ignore-not-found");
    });

    function stackWith(tolerations: object[]): string[] {
        return ["--config-file", overridden({ createNamespaces: false, tolerations })];
    }

    it("has agents and node exporters on every node whose taint is tolerated, and all of them send", async () => {
        const tolerated = stackWith([{ key: "dedicated", operator: "Exists" }]);
        const first = await up(...tolerated, ...patient);
        assertGreen(first, "up with the toleration");
        assert.match(
            first.output,
            /\/etc\/machine-id/,
            "the journal's folder is chosen for that node, and that is said",
        );
        for (const app of ["alloy", "node-exporter"])
            assert.deepEqual(await nodesWith(app), [nodeName, tainted].sort());
        await eventually(120, async () => {
            const found = await promql('up{job="alloy"} == 1');
            assert.deepEqual(found.map(({ metric }) => metric.instance).sort(), [nodeName, tainted].sort());
        });
        await assertUnchanged(...tolerated);
    });

    it("has none on a node whose taint is not tolerated, and no update waits for one", async () => {
        assertGreen(await up(...stackWith([]), "--no-verify"), "up without a toleration");
        for (const app of ["alloy", "node-exporter"])
            await eventually(60, async () => {
                assert.deepEqual(await nodesWith(app), [nodeName]);
            });
    });

    it("keeps the namespaces when the stack is destroyed", async () => {
        assertGreen(await destroy(), "destroy");
        for (const namespace of namespaces)
            assert.equal(await exists("namespace", namespace), true, namespace);
    });
});

function machineId(node: string): Promise<string> {
    return kubectl("get", "node", node, "--output=jsonpath={.status.nodeInfo.machineID}");
}

/** The nodes on which pods of that name run. */
async function nodesWith(app: string): Promise<string[]> {
    const selector = `--selector=app.kubernetes.io/name=${app}`;
    const output = "--output=jsonpath={range .items[*]}{.spec.nodeName} {.metadata.deletionTimestamp}\n{end}";
    const pods = await kubectl("get", "pods", "--all-namespaces", selector, output);
    const running = pods.split("\n").filter((line) => line.endsWith(" "));
    return running.map((line) => line.trim()).sort();
}
