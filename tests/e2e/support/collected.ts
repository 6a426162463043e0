import * as fs from "node:fs";
import * as path from "node:path";

import { nodeIp } from "../../lab/node/addresses";
import { project } from "../../lab/paths";
import { shop } from "./shop";

/** Where this machine answers for others' things. */
export const ports = { prober: 9556, app: 9557 };

/** Below the project's, where the users' own modules are. */
const folder = "modules";

/** All that can be switched off is off, but for the agents' own metrics. */
export const least = {
    nodeExporter: "none",
    monitorBlockNode: false,
    modules: { kubelet: { enabled: false }, cadvisor: { enabled: false }, syslog: { enabled: false } },
};

/** All that the lab can show is on. */
export const everything = {
    labels: { environment: "lab" },
    prometheusRemotes: [
        { name: "local", url: "http://$NODE_IP:9090/api/v1/write", username: "admin", labels: { tier: "m" } },
    ],
    lokiRemotes: [
        {
            name: "local",
            url: "http://$NODE_IP:3100/insert/loki/api/v1/push",
            username: "admin",
            labels: { tier: "l" },
        },
    ],
    podLogs: { namespaces: "all", exclude: ["kube-system"] },
    events: true,
    monitors: { namespaces: [shop], selector: { release: "lab" }, interval: "15s" },
    scrapeAnnotations: { namespaces: [shop], interval: "15s" },
    extraModules: [`${folder}/own.alloy`],
    agentValues: { alloy: { extraEnv: [{ name: "LAB_MARK", value: "merged" }] } },
};

const own = `
prometheus.scrape "own" {
	targets         = [{"__address__" = "${nodeIp()}:${ports.app}", "job" = "own"}]
	scrape_interval = "15s"

	clustering {
		enabled = true
	}
	forward_to = <% &metricsReceivers %>
}
`;

const wrong = {
    "lost.alloy": `prometheus.scrape "lost" {\n\ttargets    = []\n\tforward_to = [prometheus.remote_write.nowhere.receiver]\n}\n`,
    "taken.alloy": `prometheus.scrape "alloy" {\n\ttargets    = []\n\tforward_to = <% &metricsReceivers %>\n}\n`,
    "broken.alloy": `prometheus.scrape "broken" {\n\ttargets    = []\n`,
};

/** The files that are refused, as the key names them. */
export const wrongModules = Object.keys(wrong).map((name) => `${folder}/${name}`);

export function putModules(): void {
    fs.mkdirSync(path.join(project, folder), { recursive: true });
    for (const [name, text] of Object.entries({ "own.alloy": own, ...wrong }))
        fs.writeFileSync(path.join(project, folder, name), text);
}

export function removeModules(): void {
    fs.rmSync(path.join(project, folder), { recursive: true });
}
