import { stringify } from "yaml";

import { nodeIp } from "../../lab/node/addresses";
import { presentImages } from "../../lab/images/images";
import { apply } from "./apply";

/** Somebody else's namespace, in which something is to be collected. */
export const shop = "shop";

/** How often its monitors and annotations have it scraped. */
export const interval = "15s";

const metricsPort = 16007;

/**
 * On each node a pod to which a PodMonitor leads and one that is annotated, and a Probe that is answered at a port of this machine.
 * A second PodMonitor leads to the same pods, without the label that monitors are selected by.
 */
export async function openShop(proberPort: number): Promise<void> {
    const image = await imageOf("block-node");
    const annotations = { "prometheus.io/scrape": "true", "prometheus.io/port": String(metricsPort) };
    const selected = { release: "lab" };
    await apply([namespace]);
    await apply(
        [
            daemonSet("app", image),
            daemonSet("annotated", image, annotations),
            podMonitor("app", selected),
            podMonitor("unselected"),
            {
                apiVersion: "monitoring.coreos.com/v1",
                kind: "Probe",
                metadata: { name: "site", namespace: shop, labels: selected },
                spec: {
                    jobName: "probes",
                    interval,
                    prober: { url: `${nodeIp()}:${proberPort}`, path: "/probe" },
                    targets: { staticConfig: { static: ["shop.example"] } },
                },
            },
        ].map((object) => stringify(object)),
    );
}

const namespace = stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: shop } });

/** A pod on a node that writes so many numbered lines, some a second, and stays. */
export async function startWriter(
    name: string,
    node: string,
    { lines, annotations = {} }: { lines: number; annotations?: Record<string, string> },
): Promise<void> {
    const script = `
        printf -v pad '%0400d' 0
        for ((i = 0; i < ${lines}; i++)); do
            echo "line $i $pad"
            ((i % 1500)) || sleep 1
        done
        sleep infinity`;
    const container = { name: "writer", image: await imageOf("shell"), args: ["-c", script] };
    const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace: shop, annotations },
        spec: { nodeName: node, ...podSpec(container) },
    };
    await apply([namespace, stringify(pod)]);
}

function podSpec(container: object) {
    return {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [container],
    };
}

function daemonSet(name: string, image: string, annotations = {}) {
    const labels = { app: name };
    const ports = [{ name: "metrics", containerPort: metricsPort }];
    return {
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata: { name, namespace: shop },
        spec: {
            selector: { matchLabels: labels },
            template: { metadata: { labels, annotations }, spec: podSpec({ name, image, ports }) },
        },
    };
}

function podMonitor(name: string, labels = {}) {
    return {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: { name, namespace: shop, labels },
        spec: {
            selector: { matchLabels: { app: "app" } },
            podMetricsEndpoints: [{ port: "metrics", interval }],
        },
    };
}

async function imageOf(name: string): Promise<string> {
    const image = (await presentImages()).find((one) => one.name === name);
    if (!image) throw new Error(`the lab has no image "${name}"`);
    return image.reference;
}
