import { createHash } from "node:crypto";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { ChartValues, mergedValues } from "../chartValues";
import { defaultImages, imageParts, Images } from "../images";
import { AgentResources, PodPlacement, pullSecrets } from "../pods";
import { Remote } from "../remotes";
import { needsExperimental } from "../sending";
import { renderObject } from "../templates";
import { Problem, refusal } from "../validate/problem";
import { remoteProblems } from "../validate/remote";
import { AgentAccount } from "./account";
import { Collected } from "./collected";
import { alloyConfig, ConfigInputs, lengthProblems, MonitorSearch } from "./config";
import { destination, KnownDestination } from "./destination";
import { JournalArgs } from "./journal";
import { placementValues } from "./placement";
import { agentPod, agentVolumes } from "./pod";

const released: ChartSource = {
    chart: "alloy",
    version: "1.11.1",
    repository: "https://grafana.github.io/helm-charts",
};

/** What the release and the DaemonSet in it are called. */
export const releaseName = "grafana-alloy";

export interface AgentArgs extends Pick<
    ConfigInputs,
    "clusterName" | "monitorBlockNode" | "checkKubeletCertificates" | "extraModules" | "wal"
> {
    namespace: pulumi.Input<string>;
    remotes: Remote[];
    /** Where the node exporter's monitor is; none if there is no node exporter. */
    nodeExporter?: pulumi.Input<MonitorSearch>;
    blockNode: pulumi.Input<MonitorSearch>;
    /** Where the kube-state-metrics' monitor is; none if there is no kube-state-metrics. */
    kubeStateMetrics?: pulumi.Input<MonitorSearch>;
    /** Folder on each node for what the agent has read and not sent yet. */
    storagePath: string;
    journal: JournalArgs;
    dockerLogs: boolean;
    collected: Collected;
    resources: AgentResources;
    pods: PodPlacement;
    /** For how many seconds changed pods are waited for. */
    rolloutTimeout: number;
    chart?: ChartSource;
    /** More values for the chart. */
    values?: ChartValues;
    images: Images & Pick<typeof defaultImages, "alloy">;
}

/**
 * Grafana Alloy on every node.
 *
 * Its configuration is one ConfigMap, which the chart's reloader watches; its passwords are files, read at every
 * request. A Secret that is not there yet does not keep a pod from starting.
 */
export class Agent extends pulumi.ComponentResource {
    readonly configMapName: pulumi.Output<string>;
    readonly serviceAccountName: pulumi.Output<string>;
    /** Known once every pod runs what was asked for. */
    readonly rolledOut: pulumi.Output<unknown>;

    constructor(name: string, args: AgentArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Agent", name, {}, options);
        const { namespace } = args;
        let problems: Problem[] = [];
        const object = pulumi
            .output({
                namespace,
                nodeExporter: args.nodeExporter,
                blockNode: args.blockNode,
                remotes: args.remotes.map((remote) => destination(remote, args.pods.agentProxy)),
                kubeStateMetrics: args.kubeStateMetrics,
            })
            .apply(({ namespace, remotes, ...found }) => {
                // What comes from other resources could not be looked at before.
                problems = problemsOf(remotes);
                const config = problems.length === 0 ? alloyConfig({ ...args, ...found, remotes }) : "";
                problems.push(...lengthProblems(config));
                return renderObject("configmap.yaml", { namespace, config }) as ConfigMap;
            });
        const right = refusal(`${name}-config-right`, () => problems);
        const config = new k8s.core.v1.ConfigMap(
            `${name}-config`,
            { metadata: object.metadata, data: object.data },
            {
                parent: this,
                deleteBeforeReplace: true,
                hooks: { beforeCreate: right, beforeUpdate: right },
            },
        );
        const account = new AgentAccount(name, namespace, args.pods, args.collected, { parent: this });
        const installed = {
            ...chartArgs(args.chart ?? released),
            values: [placementValues(args.pods), args.values ?? {}].reduce(
                mergedValues,
                releaseValues(args, config.metadata.name, account.accountName),
            ),
        };
        const release = new k8s.helm.v3.Release(
            name,
            { name: releaseName, namespace, ...installed, timeout: args.rolloutTimeout },
            // Two releases would keep what they have not sent in one folder of the node.
            { parent: this, dependsOn: [account], deleteBeforeReplace: true },
        );
        this.configMapName = config.metadata.name;
        this.serviceAccountName = account.accountName;
        this.rolledOut = this.awaitPods(name, args, installed, release);
        this.registerOutputs();
    }

    /**
     * Wait for every pod, after an update as after a creation: Helm takes a DaemonSet for ready while some of its pods may
     * be unavailable, which on one node is the only one. The provider waits for the DaemonSet that it patches.
     */
    private awaitPods(
        name: string,
        { namespace, rolloutTimeout }: AgentArgs,
        installed: pulumi.Input<unknown>,
        release: k8s.helm.v3.Release,
    ): pulumi.Output<unknown> {
        const revision = pulumi
            .jsonStringify(installed)
            .apply((text) => createHash("sha256").update(text).digest("hex").slice(0, 12));
        return new k8s.apps.v1.DaemonSetPatch(
            `${name}-rollout`,
            {
                metadata: {
                    name: releaseName,
                    namespace,
                    annotations: { "alloy-stack/release-revision": revision },
                },
            },
            {
                parent: this,
                dependsOn: [release],
                customTimeouts: { create: `${rolloutTimeout}s`, update: `${rolloutTimeout}s` },
                // The DaemonSet goes with its release. Without it, taking back the annotation would fail.
                retainOnDelete: true,
                deleteBeforeReplace: true,
            },
        ).id;
    }
}

/** The parts of the template's object that are passed on. */
interface ConfigMap {
    metadata: { name: string; namespace: string; labels: Record<string, string> };
    data: Record<string, string>;
}

function problemsOf(remotes: KnownDestination[]): Problem[] {
    return remotes.flatMap((remote) =>
        remoteProblems(remote).map((problem) => ({ path: `${remote.kind}Remotes`, ...problem })),
    );
}

function releaseValues(
    args: AgentArgs,
    configMapName: pulumi.Input<string>,
    accountName: pulumi.Input<string>,
) {
    return {
        crds: { create: false },
        // The chart's role reads every Secret of the cluster.
        rbac: { create: false },
        serviceAccount: { create: false, name: accountName },
        alloy: {
            configMap: { create: false, name: configMapName, key: "config.alloy" },
            enableReporting: false,
            ...(needsExperimental(args.remotes) && { stabilityLevel: "experimental" }),
            // Targets that any agent could scrape are shared among all of them.
            clustering: { enabled: true },
            ...agentPod(args),
        },
        controller: {
            type: "daemonset",
            tolerations: args.pods.tolerations,
            nodeSelector: args.pods.nodeSelector,
            affinity: args.pods.affinity,
            ...(args.pods.priorityClassName && { priorityClassName: args.pods.priorityClassName }),
            volumes: { extra: agentVolumes(args) },
            // A share of the nodes at a time: how long a change takes does not grow with their number.
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
        },
        ...imageValues(args),
    };
}

function imageValues({ images, pods: { imageMirror, imagePullSecrets } }: AgentArgs) {
    const secrets = pullSecrets(imagePullSecrets);
    const mirror = imageMirror && { registry: imageMirror };
    const reloaderImage = images.configReloader ? imageParts(images.configReloader) : mirror;
    return {
        ...(secrets.length > 0 && { global: { image: { pullSecrets: secrets } } }),
        image: imageParts(images.alloy),
        configReloader: { ...(reloaderImage && { image: reloaderImage }), resources: reloaderResources },
    };
}

/** The chart's own, with limits: a quota on them lets no pod be created without. */
const reloaderResources = {
    requests: { cpu: "10m", memory: "50Mi" },
    limits: { cpu: "100m", memory: "100Mi" },
};
