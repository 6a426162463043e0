import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { CollectArgs } from "../args";
import { chartArgs, ChartSource } from "../charts";
import { defaultImages, imageParts, Images } from "../images";
import { AgentResources, PodArgs, pullSecrets } from "../pods";
import { Remote } from "../remotes";
import { renderObject } from "../templates";
import { AgentAccount } from "./account";
import { alloyConfig, refuseTooLong } from "./config";
import { agentPod, agentVolumes } from "./pod";

const released: ChartSource = {
    chart: "alloy",
    version: "1.11.1",
    repository: "https://grafana.github.io/helm-charts",
};

export interface AgentArgs {
    clusterName: string;
    namespace: pulumi.Input<string>;
    remotes: Remote[];
    collect: CollectArgs;
    /** Folder on each node for what the agent has read and not sent yet. */
    storagePath: string;
    resources: AgentResources;
    pods: PodArgs;
    chart?: ChartSource;
    images: Images & Pick<typeof defaultImages, "alloy">;
}

/**
 * Grafana Alloy on every node.
 *
 * Its configuration is one ConfigMap, which the chart's reloader watches; its passwords are files, read at every
 * request. A Secret that is not there yet does not keep a pod from starting.
 */
export class Agent extends pulumi.ComponentResource {
    constructor(name: string, args: AgentArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Agent", name, {}, options);

        const object = pulumi.output(args.namespace).apply((namespace) => {
            const view = { namespace, config: refuseTooLong(alloyConfig(args)) };
            return renderObject("configmap.yaml", view) as ConfigMap;
        });
        const config = new k8s.core.v1.ConfigMap(
            `${name}-config`,
            { metadata: object.metadata, data: object.data },
            { parent: this, deleteBeforeReplace: true },
        );
        const account = new AgentAccount(name, args.namespace, { parent: this });
        new k8s.helm.v3.Release(
            name,
            {
                name: "grafana-alloy",
                namespace: args.namespace,
                ...chartArgs(args.chart ?? released),
                values: {
                    crds: { create: false },
                    // The chart's role reads every Secret of the cluster.
                    rbac: { create: false },
                    serviceAccount: { create: false, name: account.accountName },
                    alloy: {
                        configMap: { create: false, name: config.metadata.name, key: "config.alloy" },
                        enableReporting: false,
                        // Targets that any agent could scrape are shared among all of them.
                        clustering: { enabled: true },
                        ...agentPod(args),
                    },
                    controller: {
                        type: "daemonset",
                        tolerations: args.pods.tolerations,
                        volumes: { extra: agentVolumes(args) },
                    },
                    ...imageValues(args),
                },
                timeout: 300,
            },
            { parent: this, dependsOn: [account] },
        );
        this.registerOutputs();
    }
}

/** The parts of the template's object that are passed on. */
interface ConfigMap {
    metadata: { name: string; namespace: string; labels: Record<string, string> };
    data: Record<string, string>;
}

function imageValues({ images, pods: { imageMirror, imagePullSecrets } }: AgentArgs) {
    const secrets = pullSecrets(imagePullSecrets);
    const mirror = imageMirror && { registry: imageMirror };
    const configReloader = images.configReloader ? imageParts(images.configReloader) : mirror;
    return {
        ...(secrets.length > 0 && { global: { image: { pullSecrets: secrets } } }),
        image: imageParts(images.alloy),
        ...(configReloader && { configReloader: { image: configReloader } }),
    };
}
