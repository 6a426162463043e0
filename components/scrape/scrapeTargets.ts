import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { formerType } from "../formerType";
import { KubeStateMetrics, KubeStateMetricsArgs } from "./kubeStateMetrics";
import { NodeExporter, NodeExporterArgs } from "./nodeExporter";
import { serviceMonitor } from "./serviceMonitor";

const released: ChartSource = {
    chart: "prometheus-operator-crds",
    version: "24.0.1",
    repository: "https://prometheus-community.github.io/helm-charts",
};

export interface ScrapeTargetsArgs {
    namespace: pulumi.Input<string>;
    /** Bring the Prometheus operator's CRDs, without the operator. */
    installCrds: boolean;
    chart?: ChartSource;
    /** Run a node exporter on every node. */
    nodeExporter?: NodeExporterArgs;
    /** Run a kube-state-metrics. */
    kubeStateMetrics?: KubeStateMetricsArgs;
    /** Lead the agent to block nodes. */
    blockNode: boolean;
    /** How often block nodes are scraped. Defaults to "15s". */
    blockNodeInterval?: string | undefined;
}

/**
 * What the agent finds its targets by: ServiceMonitors, and the node exporter behind one of them.
 *
 * The CRDs, and so other people's ServiceMonitors, outlive it.
 */
export class ScrapeTargets extends pulumi.ComponentResource {
    constructor(name: string, args: ScrapeTargetsArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:ScrapeTargets", name, {}, formerType("Monitoring", options));
        const { namespace } = args;
        const crds = args.installCrds
            ? [
                  new k8s.helm.v3.Release(
                      `${name}-crds`,
                      {
                          name: "prometheus-operator-crds",
                          // One that cannot change: Helm lets no release in another namespace take over its CRDs.
                          namespace: "default",
                          ...chartArgs(args.chart ?? released),
                          values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
                      },
                      // Version 0.1 had it in the agents' namespace, where it stays.
                      { parent: this, ignoreChanges: ["namespace"] },
                  ),
              ]
            : [];
        if (args.nodeExporter) {
            new NodeExporter(`${name}-node-exporter`, args.nodeExporter, { parent: this, dependsOn: crds });
        }
        if (args.kubeStateMetrics) {
            new KubeStateMetrics(`${name}-kube-state-metrics`, args.kubeStateMetrics, {
                parent: this,
                dependsOn: crds,
            });
        }
        if (args.blockNode) {
            serviceMonitor(
                `${name}-block-node`,
                {
                    name: "block-node-server",
                    namespace,
                    anyNamespace: true,
                    interval: args.blockNodeInterval,
                },
                { parent: this, dependsOn: crds },
            );
        }
        this.registerOutputs();
    }
}
