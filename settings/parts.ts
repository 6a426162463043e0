import { z } from "zod";

import { JournalPriority } from "../components/agent/journal";

// The parts of keys that are objects. Their descriptions are in docs/configuration.md.

export const chart = z.strictObject({
    chart: z
        .string()
        .min(1)
        .describe("Names a chart in `repository`, an OCI address, or a folder on this machine."),
    version: z.string().min(1).optional().describe("Sets the chart's version. A folder needs none."),
    repository: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe("Sets the address of the chart repository. None for OCI and folders."),
});

export const imageNames = [
    "vault",
    "prometheus",
    "loki",
    "victoriaLogs",
    "nginx",
    "grafana",
    "externalSecrets",
    "alloy",
    "configReloader",
    "nodeExporter",
    "kubeStateMetrics",
] as const;

/** "registry/repository:tag", with a digest behind it or not. Not a digest alone: charts ask for a tag. */
export const imageReference = z
    .string()
    .regex(
        /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$/,
    );

const cpu = z.string();
const memory = z.string();

export const agentResources = z.strictObject({
    requests: z
        .strictObject({
            cpu: cpu.default("100m").describe("Reserves CPU for each agent."),
            memory: memory.default("256Mi").describe("Reserves memory for each agent."),
        })
        .prefault({}),
    limits: z
        .strictObject({
            cpu: cpu.optional().describe("Limits CPU. Default: no limit."),
            memory: memory.default("1024Mi").describe("Limits memory. An agent that takes more is killed."),
        })
        .prefault({}),
});

export const journal = z.strictObject({
    path: z
        .string()
        .optional()
        .describe(
            "Sets the journal's folder on the nodes, below /var/log or /run/log. Default: systemd's own two, for which every node needs an /etc/machine-id; if one has none, /var/log/journal.",
        ),
    units: z
        .array(z.string())
        .optional()
        .describe(
            'Lists the units to read, with "*" for any letters. Lines without a unit, such as the kernel\'s, are then left out. Default: all lines.',
        ),
    priority: z
        .enum(JournalPriority)
        .optional()
        .describe("Sets the lowest priority to read. Default: all lines."),
    maxAge: z
        .string()
        .optional()
        .describe(
            "Limits how old lines may be when an agent reads a journal for the first time, such as 30m or 24h. Default: 7h.",
        ),
    labels: z.record(z.string(), z.string()).optional().describe("Adds labels to these lines."),
});

export const proxy = z.strictObject({
    url: z.string().describe("Sets its http or https URL."),
    noProxy: z
        .array(z.string().min(1))
        .optional()
        .describe("Lists hosts and networks that are reached without it. Default: private networks."),
});

export const seLinuxOptions = z.strictObject({
    type: z.string().min(1).optional().describe('Sets the type, such as "spc_t".'),
    level: z.string().min(1).optional().describe("Sets the level."),
    role: z.string().min(1).optional().describe("Sets the role."),
    user: z.string().min(1).optional().describe("Sets the user."),
});

export const toleration = z.strictObject({
    key: z.string().min(1).optional().describe("Names the taint's key. Default: every taint."),
    operator: z
        .string()
        .optional()
        .describe('Compares the taint: "Exists" by its key, "Equal" by its value too.'),
    value: z.string().optional().describe("Gives the taint's value."),
    effect: z
        .string()
        .optional()
        .describe('Selects "NoSchedule", "PreferNoSchedule" or "NoExecute". Default: all.'),
    tolerationSeconds: z
        .int()
        .optional()
        .describe("Limits for how many seconds, if the effect is NoExecute. Default: for ever."),
});

const namespace = z.string();

export const namespaces = z.strictObject({
    agent: namespace
        .default("grafana-alloy")
        .describe("Names the namespace of the agents, of their configuration and of the remotes' Secrets."),
    externalSecrets: namespace
        .default("external-secrets")
        .describe("Names the namespace of the External Secrets Operator."),
    nodeExporter: namespace.default("node-exporter").describe("Names the namespace of the node exporter."),
});
