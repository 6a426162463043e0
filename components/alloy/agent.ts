import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { imageParts, Images } from "../images";
import { passwordFile, Remote, secretName } from "../remote";
import { renderObject } from "../templates";
import { alloyConfig, passwordFolder } from "./config";

const released: ChartSource = {
    chart: "alloy",
    version: "1.11.1",
    repository: "https://grafana.github.io/helm-charts",
};

export interface AgentArgs {
    clusterName: string;
    namespace: pulumi.Input<string>;
    remotes: Remote[];
    chart?: ChartSource;
    images?: Images;
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
            const view = { namespace, config: alloyConfig(args) };
            return renderObject("configmap.yaml", view) as ConfigMap;
        });
        const config = new k8s.core.v1.ConfigMap(
            `${name}-config`,
            { metadata: object.metadata, data: object.data },
            { parent: this, deleteBeforeReplace: true },
        );
        new k8s.helm.v3.Release(
            name,
            {
                name: "grafana-alloy",
                namespace: args.namespace,
                ...chartArgs(args.chart ?? released),
                values: {
                    crds: { create: false },
                    // The chart's role reads every Secret of the cluster; what runs so far asks the API for nothing.
                    rbac: { create: false },
                    alloy: {
                        configMap: { create: false, name: config.metadata.name, key: "config.alloy" },
                        enableReporting: false,
                        mounts: {
                            varlog: false,
                            extra: [{ name: "remote-passwords", mountPath: passwordFolder, readOnly: true }],
                        },
                    },
                    controller: { type: "daemonset", volumes: { extra: [passwordVolume(args.remotes)] } },
                    ...imageValues(args.images ?? {}),
                },
                timeout: 300,
            },
            { parent: this },
        );
        this.registerOutputs();
    }
}

/** The parts of the template's object that are passed on. */
interface ConfigMap {
    metadata: { name: string; namespace: string; labels: Record<string, string> };
    data: Record<string, string>;
}

/** All passwords in one folder; those that aren't there yet come later. */
function passwordVolume(remotes: Remote[]) {
    const sources = remotes
        .filter(({ username }) => username)
        .map((remote) => ({
            secret: {
                name: secretName(remote),
                optional: true,
                items: [{ key: "password", path: passwordFile(remote) }],
            },
        }));
    return { name: "remote-passwords", projected: { defaultMode: 0o400, sources } };
}

function imageValues({ alloy, configReloader }: Images) {
    return {
        ...(alloy && { image: imageParts(alloy) }),
        ...(configReloader && { configReloader: { image: imageParts(configReloader) } }),
    };
}
