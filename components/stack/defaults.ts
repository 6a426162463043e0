import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../args";
import { registrySecretName } from "../imagePull";
import { OptionalInstallation } from "../installation";
import { Namespaces } from "../namespace";
import { linux, noVirtualNodes, PodPlacement } from "../pods";
import { Remote, RemoteKind } from "../remotes";
import { ServiceAccountArgs } from "../vault/login";
import { namespacesOf } from "./namespaces";

export function remotesOf({ prometheusRemotes = [], lokiRemotes = [] }: AlloyStackArgs): Remote[] {
    return [
        ...prometheusRemotes.map((remote) => ({ ...remote, kind: RemoteKind.Prometheus })),
        ...lokiRemotes.map((remote) => ({ ...remote, kind: RemoteKind.Loki })),
    ];
}

/** The operator's service account, as its chart makes it, unless the login names another. */
export function serviceAccountOf(args: AlloyStackArgs): ServiceAccountArgs {
    const ofChart = { name: "external-secrets", namespace: namespacesOf(args).externalSecrets };
    return args.esoLogin?.serviceAccount ?? ofChart;
}

export function placementOf(args: AlloyStackArgs): PodPlacement {
    const { openShift = false, imagePullSecrets = [], priorityClassName } = args;
    const { podLabels, podAnnotations, maxUnavailable, agentProxy, agentServiceAccountAnnotations } = args;
    const seLinuxOptions = args.seLinuxOptions ?? (openShift ? { type: "spc_t" } : undefined);
    return {
        tolerations: args.tolerations ?? [{ operator: "Exists" }],
        nodeSelector: { ...linux, ...args.nodeSelector },
        affinity: args.affinity ?? noVirtualNodes,
        ...(priorityClassName && { priorityClassName }),
        ...(seLinuxOptions && { seLinuxOptions }),
        openShift,
        imagePullSecrets: [...imagePullSecrets, ...(args.imageRegistryLogin ? [registrySecretName] : [])],
        ...(args.imageMirror && { imageMirror: args.imageMirror }),
        ...(podLabels && { podLabels }),
        ...(podAnnotations && { podAnnotations }),
        ...(maxUnavailable !== undefined && { maxUnavailable: nodesOrShare(maxUnavailable) }),
        ...(agentProxy && { agentProxy }),
        ...(agentServiceAccountAnnotations && { agentServiceAccountAnnotations }),
    };
}

/** As Kubernetes has it, for which a number is no text. */
function nodesOrShare(maxUnavailable: string): number | string {
    return maxUnavailable.endsWith("%") ? maxUnavailable : Number(maxUnavailable);
}

/** Monitors of ours are in our own namespace; those of others are where they are said to be. */
export function nodeExporterSearch(args: AlloyStackArgs, { nodeExporter }: Namespaces) {
    const labels = args.nodeExporterSelector ?? { "app.kubernetes.io/name": "node-exporter" };
    const isOurs = args.nodeExporter !== OptionalInstallation.Existing;
    return pulumi.output(nodeExporter).apply((own) => ({
        namespaces: isOurs ? [own] : (args.nodeExporterNamespaces ?? []),
        labels,
    }));
}

/** Ours is in the agents' namespace. */
export function kubeStateMetricsSearch(args: AlloyStackArgs, { agent }: Namespaces) {
    const labels = args.kubeStateMetricsSelector ?? { "app.kubernetes.io/name": "kube-state-metrics" };
    const isOurs = args.kubeStateMetrics === OptionalInstallation.Install;
    return pulumi.output(agent).apply((own) => ({
        namespaces: isOurs ? [own] : (args.kubeStateMetricsNamespaces ?? []),
        labels,
    }));
}

export function blockNodeSearch({ agent }: Namespaces) {
    return pulumi.output(agent).apply((own) => ({
        namespaces: [own],
        labels: { "app.kubernetes.io/name": "block-node-server" },
    }));
}
