// Takes 12 minutes.
import * as assert from "node:assert/strict";

import { nodeIp } from "../lab/node/addresses";
import { agentPods, askAgent } from "./support/agents";
import { localLogs } from "./support/backends";
import { succeed } from "./support/commands";
import { assertGreen, assertRed, kubectl, overridden, up } from "./support/engine";
import { useLab } from "./support/lab";
import { forceSync } from "./support/vaultSecrets";

/** Wait less for samples than people would: what is broken here does not mend itself. */
const impatient = ["--patience", "40"];

describe("a fault turns the update red, with its cause, and it is green again without", () => {
    before(async () => {
        await useLab();
        assertGreen(await up(), "first up");
    });

    afterEach(async () => {
        // The kubelet takes a minute or two to hand over a ConfigMap, there and back again.
        assertGreen(await up("--refresh", "--patience", "300"), "green again");
    });

    it("a store with a wrong address", async () => {
        // Its alone: the remotes stay where they are.
        const wrong = overridden({
            nodeIp: "192.0.2.77",
            prometheusRemotes: [`local:http://${nodeIp()}:9090/api/v1/write:admin`],
            lokiRemotes: [localLogs.replace("$NODE_IP", nodeIp())],
        });
        assertRed(
            await up("--config-file", wrong),
            /vault-secret-store: .*192\.0\.2\.77:8200.*no route to host/,
        );
    });

    it("a policy that is missing in Vault", async () => {
        await vault("DELETE", "sys/policies/acl/eso-policy");
        await forceSync();
        assertRed(await up(), /ExternalSecret prometheus-local: SecretSyncedError: .*[Pp]ermission denied/s);
    });

    it("a module that is dropped from the ConfigMap", async () => {
        const config = await kubectl(
            "-n",
            "grafana-alloy",
            "get",
            "configmap",
            "grafana-alloy-cm",
            "--output=json",
        );
        const object = JSON.parse(config) as { data: Record<string, string> };
        const text = object.data["config.alloy"]!;
        const without = text.replace(/\/\/ Module: agent-metrics[^]*?(?=\/\/ Module: )/, "");
        assert.notEqual(without, text);
        const patch = JSON.stringify({ data: { "config.alloy": without } });
        await kubectl("-n", "grafana-alloy", "patch", "configmap", "grafana-alloy-cm", "--patch", patch);
        await agentReads((loaded) => !loaded.includes("prometheus.exporter.self"));
        assertRed(await up(...impatient), /RED +up\{job="alloy"\} == 1 +0 series/);
    });
});

async function vault(method: string, at: string): Promise<void> {
    const headers = { "X-Vault-Token": "devtoken" };
    const response = await fetch(`http://127.0.0.1:8200/v1/${at}`, { method, headers });
    assert.equal(response.ok, true, await response.text());
}

/** Wait until the agent runs a configuration like that: the kubelet takes a minute or two to hand it over. */
async function agentReads(expected: (components: string) => boolean): Promise<void> {
    const [pod = ""] = await agentPods();
    for (let attempt = 0; attempt < 90; attempt++) {
        if (expected(await askAgent(pod, "api/v0/web/components"))) return;
        await succeed("sleep", ["2"]);
    }
    throw new Error("the agent does not read the changed ConfigMap in 3 minutes");
}
