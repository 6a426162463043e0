import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { NamespaceSettings, stackNamespace } from "../namespace";
import { privilegedOnOpenShift } from "../openShift";
import { PodPlacement, pullSecrets } from "../pods";
import { serviceMonitor } from "./serviceMonitor";

const labels = { "app.kubernetes.io/name": "node-exporter", "app.kubernetes.io/part-of": "alloy-stack" };

/** Where the node's own file system is in the container. */
const root = "/host";

export interface NodeExporterArgs {
    /** Its own. A change replaces all of it. */
    namespace: pulumi.Input<string>;
    namespaceSettings: NamespaceSettings;
    /** A change replaces the pods, a tenth of them at a time. */
    image: string;
    /** Of the node. A change replaces the pods. */
    port: number;
    /** How often it is scraped. Defaults to "15s". */
    interval?: string | undefined;
    /** See mounts that are made while it runs. */
    mountPropagation: boolean;
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
        const namespace = stackNamespace(
            name,
            // It sees the node's network, processes and file systems.
            { name: args.namespace, podSecurity: "privileged", ...args.namespaceSettings },
            this,
        );
        const account = args.pods.openShift ? this.account(name, namespace) : undefined;
        const metadata = { name: "node-exporter", namespace, labels };

        new k8s.apps.v1.DaemonSet(
            name,
            {
                metadata,
                spec: {
                    selector: { matchLabels: labels },
                    template: { metadata: podMetadata(args.pods), spec: podSpec(args, account) },
                    updateStrategy: {
                        type: "RollingUpdate",
                        rollingUpdate: { maxUnavailable: args.pods.maxUnavailable ?? "10%" },
                    },
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
                    ports: [{ name: "metrics", port: args.port, targetPort: "metrics" }],
                },
            },
            { parent: this },
        );
        serviceMonitor(
            `${name}-monitor`,
            {
                name: "node-exporter",
                namespace,
                interval: args.interval,
                relabelings: [
                    // A pod's address says nothing to people, and changes.
                    { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "instance" },
                ],
            },
            { parent: this },
        );
        this.registerOutputs();
    }

    /** A service account of its own, since OpenShift permits by account. */
    private account(name: string, namespace: pulumi.Input<string>): pulumi.Output<string> {
        const metadata = { name: "node-exporter", namespace, labels };
        const account = new k8s.core.v1.ServiceAccount(name, { metadata }, { parent: this });
        const { id } = privilegedOnOpenShift(`${name}-openshift`, namespace, account.metadata.name, this);
        return pulumi.all([account.metadata.name, id]).apply(([given]) => given);
    }
}

function podMetadata({ podLabels, podAnnotations }: PodPlacement) {
    return {
        labels: { ...podLabels, ...labels },
        ...(podAnnotations && { annotations: podAnnotations }),
    };
}

function podSpec(
    { image, port, mountPropagation, pods }: NodeExporterArgs,
    serviceAccountName: pulumi.Output<string> | undefined,
): k8s.types.input.core.v1.PodSpec {
    const secrets = pullSecrets(pods.imagePullSecrets);
    return {
        ...(serviceAccountName && { serviceAccountName }),
        hostNetwork: true,
        hostPID: true,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65534, runAsGroup: 65534 },
        tolerations: pods.tolerations,
        nodeSelector: pods.nodeSelector,
        affinity: pods.affinity,
        ...(pods.priorityClassName && { priorityClassName: pods.priorityClassName }),
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
                resources: {
                    requests: { cpu: "20m", memory: "32Mi" },
                    limits: { cpu: "250m", memory: "128Mi" },
                },
                securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                    ...(pods.seLinuxOptions && { seLinuxOptions: pods.seLinuxOptions }),
                },
                volumeMounts: [
                    {
                        name: "root",
                        mountPath: root,
                        readOnly: true,
                        ...(mountPropagation && { mountPropagation: "HostToContainer" }),
                    },
                ],
            },
        ],
        volumes: [{ name: "root", hostPath: { path: "/" } }],
    };
}
