import { z } from "zod";

import { OptionalInstallation } from "../../components/installation";
import { labelNameRule } from "../../components/validate/labels";
import { modules, monitors, podLogs, scrapeAnnotations } from "../collectedParts";
import { key, yesOrNo } from "./key";

/** What is collected, and how it is labelled, beyond what every stack collects. */
export const collectedKeys = {
    labels: key(z.record(z.string(), z.string()).default({}), {
        description:
            'Adds labels to everything that is sent, metrics and logs alike, beside "cluster". What has a label of that name already keeps its own. A change begins new series and streams.',
        expected: `names with their values; a name is ${labelNameRule}`,
        example: { environment: "production" },
    }),
    modules: key(modules.default({}), {
        description:
            'Sets how much each module collects: "agentMetrics", "nodeExporter", "kubelet", "cadvisor", "syslog", "kubeStateMetrics" and "blockNode". What is left out keeps its default.',
        expected:
            '"agentMetrics", "kubelet" and "cadvisor", each with "enabled", "interval", "keep", "drop" and "sampleLimit"; "nodeExporter", "kubeStateMetrics" and "blockNode" with the same but "enabled" (those are keys of their own); "syslog" with "enabled"',
        example: { kubelet: { interval: "60s", drop: ["kubelet_runtime_.+"], sampleLimit: 5000 } },
    }),
    podLogs: key(podLogs.optional(), {
        description:
            'Reads the logs of these pods, beside those of block nodes, for Loki remotes. The annotation alloy-stack/logs: "false" on a pod or a namespace switches it off there.',
        expected:
            'an object with "namespaces", a list or "all", and with "exclude", "labels", "podLabels" and "multiline" where they are needed',
        example: { namespaces: "all", exclude: ["kube-system"] },
    }),
    events: key(z.boolean().default(false), {
        description: "Reads the cluster's events, by one agent, for Loki remotes.",
        expected: yesOrNo,
    }),
    kubeStateMetrics: key(z.enum(OptionalInstallation).default(OptionalInstallation.None), {
        description:
            'Chooses the kube-state-metrics: "install" runs one in the agents\' namespace; "existing" scrapes the one that kubeStateMetricsSelector finds; "none" collects no state of objects.',
        expected: '"install", "existing" or "none"',
        example: "install",
    }),
    kubeStateMetricsNamespaces: key(z.array(z.string()).default([]), {
        description:
            "Names the namespaces of the existing kube-state-metrics' ServiceMonitor. Whoever may write ServiceMonitors there decides what the agents scrape.",
        expected: "the namespaces of its ServiceMonitor",
        example: ["monitoring"],
        only: "with kubeStateMetrics: existing",
    }),
    kubeStateMetricsSelector: key(z.record(z.string(), z.string()).default({}), {
        description:
            "Names the labels of the existing kube-state-metrics' ServiceMonitor. Default: app.kubernetes.io/name=kube-state-metrics.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { "app.kubernetes.io/name": "kube-state-metrics" },
        only: "with kubeStateMetrics: existing",
    }),
    monitors: key(monitors.optional(), {
        description:
            "Scrapes the targets of other people's ServiceMonitors, PodMonitors and Probes. A monitor that names a file, a Secret or a ConfigMap is not scraped.",
        expected:
            'an object with "namespaces", and with "selector", "interval", "keep", "drop" and "sampleLimit" where they are needed',
        example: { namespaces: ["shop"] },
    }),
    scrapeAnnotations: key(scrapeAnnotations.optional(), {
        description:
            'Scrapes pods with the annotation prometheus.io/scrape: "true", at prometheus.io/port, prometheus.io/path and prometheus.io/scheme.',
        expected:
            'an object with "namespaces", and with "interval", "keep", "drop" and "sampleLimit" where they are needed',
        example: { namespaces: ["shop"] },
    }),
};
