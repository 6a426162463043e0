import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceMonitorArgs {
    /** Its own name, and the `app.kubernetes.io/name` of the Services it leads to. */
    name: string;
    namespace: pulumi.Input<string>;
    /** Lead to such Services in every namespace rather than in its own. */
    anyNamespace?: boolean;
    /** Leave a series the labels that it has, where the target's are called the same. */
    honorLabels?: boolean;
    /** How often. Defaults to "15s". */
    interval?: string | undefined;
    /** How to label what is scraped. */
    relabelings?: Record<string, unknown>[];
}

/** A ServiceMonitor for the port "metrics" of every Service of that name; the agent finds it by the same label. */
export function serviceMonitor(
    resourceName: string,
    { name, namespace, anyNamespace, interval = "15s", honorLabels, relabelings }: ServiceMonitorArgs,
    options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
    const labels = { "app.kubernetes.io/name": name };
    return new k8s.apiextensions.CustomResource(
        resourceName,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "ServiceMonitor",
            metadata: { name, namespace, labels: { ...labels, "app.kubernetes.io/part-of": "alloy-stack" } },
            spec: {
                selector: { matchLabels: labels },
                ...(anyNamespace && { namespaceSelector: { any: true } }),
                endpoints: [
                    {
                        port: "metrics",
                        path: "/metrics",
                        interval,
                        scrapeTimeout: "10s",
                        ...(honorLabels && { honorLabels }),
                        ...(relabelings && { relabelings }),
                    },
                ],
            },
        },
        { deleteBeforeReplace: true, ...options },
    );
}
