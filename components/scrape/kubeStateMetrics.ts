import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { operatorTolerations, PodPlacement, pullSecrets } from "../pods";
import { serviceMonitor } from "./serviceMonitor";

const name = "kube-state-metrics";
const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "alloy-stack" };

export interface KubeStateMetricsArgs {
    namespace: pulumi.Input<string>;
    /** A change replaces the pod. */
    image: string;
    /** How often it is scraped. Defaults to "15s". */
    interval?: string | undefined;
    pods: PodPlacement;
    /** For how many seconds a changed pod is waited for. */
    rolloutTimeout: number;
}

/** The kinds it tells of, by API group. No Secret and no ConfigMap: it would have to be able to read them. */
const kinds: Record<string, string[]> = {
    "": [
        ...["namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes", "pods"],
        ...["replicationcontrollers", "resourcequotas", "services"],
    ],
    apps: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    autoscaling: ["horizontalpodautoscalers"],
    batch: ["cronjobs", "jobs"],
    "networking.k8s.io": ["ingresses"],
    policy: ["poddisruptionbudgets"],
    "storage.k8s.io": ["storageclasses"],
};

/**
 * A kube-state-metrics, and the ServiceMonitor that leads to it: how many replicas there should be and are, why pods wait, what
 * is requested. One pod, whose account lists what it tells of, and may do nothing else.
 */
export class KubeStateMetrics extends pulumi.ComponentResource {
    constructor(resourceName: string, args: KubeStateMetricsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:KubeStateMetrics", resourceName, {}, options);
        const inThis = { parent: this };
        const metadata = { name, namespace: args.namespace, labels };
        const account = this.account(resourceName, args.namespace);
        new k8s.apps.v1.Deployment(
            resourceName,
            {
                metadata,
                spec: {
                    replicas: 1,
                    // Two tell everything twice.
                    strategy: { type: "Recreate" },
                    selector: { matchLabels: labels },
                    template: { metadata: { labels }, spec: podSpec(args, account) },
                },
            },
            {
                ...inThis,
                customTimeouts: { create: `${args.rolloutTimeout}s`, update: `${args.rolloutTimeout}s` },
                deleteBeforeReplace: true,
            },
        );
        new k8s.core.v1.Service(
            resourceName,
            {
                metadata,
                spec: {
                    clusterIP: "None",
                    selector: labels,
                    ports: [{ name: "metrics", port: 8080, targetPort: "metrics" }],
                },
            },
            inThis,
        );
        serviceMonitor(
            `${resourceName}-monitor`,
            // A series' namespace and pod are those that it tells of, not its own.
            { name, namespace: args.namespace, interval: args.interval, honorLabels: true },
            inThis,
        );
        this.registerOutputs();
    }

    /** Returns the account's name, known once it may list what there is to tell of. */
    private account(resourceName: string, namespace: pulumi.Input<string>): pulumi.Output<string> {
        const inThis = { parent: this };
        const account = new k8s.core.v1.ServiceAccount(
            resourceName,
            { metadata: { name, namespace, labels } },
            inThis,
        );
        const ofCluster = { name: `alloy-stack-${name}`, labels };
        const rules = Object.entries(kinds).map(([group, resources]) => ({
            apiGroups: [group],
            resources,
            verbs: ["list", "watch"],
        }));
        const role = new k8s.rbac.v1.ClusterRole(resourceName, { metadata: ofCluster, rules }, inThis);
        const binding = new k8s.rbac.v1.ClusterRoleBinding(
            resourceName,
            {
                metadata: ofCluster,
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "ClusterRole",
                    name: role.metadata.name,
                },
                subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
            },
            inThis,
        );
        return pulumi.all([account.metadata.name, binding.id]).apply(([given]) => given);
    }
}

function podSpec(
    { image, pods }: KubeStateMetricsArgs,
    serviceAccountName: pulumi.Output<string>,
): k8s.types.input.core.v1.PodSpec {
    const secrets = pullSecrets(pods.imagePullSecrets);
    return {
        serviceAccountName,
        // OpenShift gives it a user of its own choice.
        securityContext: {
            runAsNonRoot: true,
            ...(!pods.openShift && { runAsUser: 65534, runAsGroup: 65534 }),
            seccompProfile: { type: "RuntimeDefault" },
        },
        tolerations: operatorTolerations(pods.tolerations),
        nodeSelector: pods.nodeSelector,
        affinity: pods.affinity,
        ...(pods.priorityClassName && { priorityClassName: pods.priorityClassName }),
        ...(secrets.length > 0 && { imagePullSecrets: secrets }),
        containers: [
            {
                name,
                image,
                args: [
                    "--port=8080",
                    "--telemetry-port=8081",
                    `--resources=${Object.values(kinds).flat().join(",")}`,
                ],
                ports: [
                    { name: "metrics", containerPort: 8080 },
                    { name: "own-metrics", containerPort: 8081 },
                ],
                livenessProbe: { httpGet: { path: "/livez", port: "metrics" }, initialDelaySeconds: 5 },
                readinessProbe: { httpGet: { path: "/readyz", port: "own-metrics" } },
                resources: {
                    requests: { cpu: "20m", memory: "64Mi" },
                    limits: { cpu: "500m", memory: "512Mi" },
                },
                securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ["ALL"] },
                },
            },
        ],
    };
}
