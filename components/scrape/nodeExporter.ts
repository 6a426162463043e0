import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ownNamespace } from "../namespace";
import { PodPlacement, pullSecrets } from "../pods";
import { serviceMonitor } from "./serviceMonitor";

const port = 9100;
const labels = { "app.kubernetes.io/name": "node-exporter", "app.kubernetes.io/part-of": "alloy-stack" };

/** Where the node's own file system is in the container. */
const root = "/host";

export interface NodeExporterArgs {
    /** Its own. A change replaces all of it. */
    namespace: pulumi.Input<string>;
    /** More labels of the namespace. */
    namespaceLabels: Record<string, string>;
    /** A change replaces the pods, one after the other. */
    image: string;
    pods: PodPlacement;
    /** For how many seconds changed pods are waited for. */
    rolloutTimeout: number;
}

/**
 * A node exporter on every node, in a namespace of its own, and the ServiceMonitor that leads to it.
 *
 * It sees the node's network, processes and file systems, which is what it is for: all read-only, as nobody, and
 * without a token for the API.
 */
export class NodeExporter extends pulumi.ComponentResource {
    constructor(name: string, args: NodeExporterArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:NodeExporter", name, {}, options);
        const namespace = ownNamespace(
            name,
            // It sees the node's network, processes and file systems.
            { name: args.namespace, podSecurity: "privileged", labels: args.namespaceLabels },
            this,
        );
        const metadata = { name: "node-exporter", namespace, labels };

        new k8s.apps.v1.DaemonSet(
            name,
            {
                metadata,
                spec: {
                    selector: { matchLabels: labels },
                    template: { metadata: { labels }, spec: podSpec(args) },
                    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
                },
            },
            {
                parent: this,
                customTimeouts: { create: `${args.rolloutTimeout}s`, update: `${args.rolloutTimeout}s` },
                // Two would want the same port of the node.
                deleteBeforeReplace: true,
            },
        );
        new k8s.core.v1.Service(
            name,
            {
                metadata,
                spec: {
                    clusterIP: "None",
                    selector: labels,
                    ports: [{ name: "metrics", port, targetPort: "metrics" }],
                },
            },
            { parent: this },
        );
        serviceMonitor(
            `${name}-monitor`,
            {
                name: "node-exporter",
                namespace,
                relabelings: [
                    // A pod's address says nothing to people, and changes.
                    { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "instance" },
                ],
            },
            { parent: this },
        );
        this.registerOutputs();
    }
}

function podSpec({ image, pods }: NodeExporterArgs): k8s.types.input.core.v1.PodSpec {
    const secrets = pullSecrets(pods.imagePullSecrets);
    return {
        hostNetwork: true,
        hostPID: true,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65534, runAsGroup: 65534 },
        tolerations: pods.tolerations,
        ...(secrets.length > 0 && { imagePullSecrets: secrets }),
        containers: [
            {
                name: "node-exporter",
                image,
                args: [
                    `--path.rootfs=${root}`,
                    `--path.procfs=${root}/proc`,
                    `--path.sysfs=${root}/sys`,
                    `--web.listen-address=:${port}`,
                    // Containers' own mounts and cards: cAdvisor tells of them.
                    "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/(containerd|docker|kubelet)/.+)($|/)",
                    "--collector.netclass.ignored-devices=^(veth.*|cali.*|lxc.*)$",
                    "--collector.netdev.device-exclude=^(veth.*|cali.*|lxc.*)$",
                ],
                ports: [{ name: "metrics", containerPort: port, hostPort: port }],
                readinessProbe: { httpGet: { path: "/", port: "metrics" } },
                resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
                securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                },
                volumeMounts: [
                    { name: "root", mountPath: root, readOnly: true, mountPropagation: "HostToContainer" },
                ],
            },
        ],
        volumes: [{ name: "root", hostPath: { path: "/" } }],
    };
}
