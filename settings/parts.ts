import { z } from "zod";

import { JournalPriority } from "../components/agent/journal";

// The parts of keys that are objects. Their descriptions are in docs/configuration.md.

export const chart = z.strictObject({
    chart: z
        .string()
        .min(1)
        .describe("A chart's name in `repository`, an OCI address, or a folder on this machine."),
    version: z.string().min(1).optional().describe("The chart's version. A folder needs none."),
    repository: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe("Address of the chart repository. None for OCI and folders."),
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
            cpu: cpu.default("100m").describe("What is kept free for it."),
            memory: memory.default("256Mi").describe("What is kept free for it."),
        })
        .prefault({}),
    limits: z
        .strictObject({
            cpu: cpu.optional().describe("What it gets at most. Everything that is free if not given."),
            memory: memory
                .default("1024Mi")
                .describe("What it gets at most. It is killed when it takes more."),
        })
        .prefault({}),
});

export const journal = z.strictObject({
    path: z
        .string()
        .optional()
        .describe(
            "The journal's folder on the nodes, below /var/log or /run/log. Systemd's own two if not given, for which every node needs an /etc/machine-id; where one has none, /var/log/journal is taken.",
        ),
    units: z
        .array(z.string())
        .optional()
        .describe(
            'The units whose lines are read, with "*" for any letters. All if not given. With a list, lines without a unit, such as the kernel\'s, are left out.',
        ),
    priority: z
        .enum(JournalPriority)
        .optional()
        .describe("The lowest priority that is read, and all above it. Everything if not given."),
    maxAge: z
        .string()
        .optional()
        .describe(
            "How old lines may be when an agent begins with a journal, such as 30m or 24h. 7h if not given.",
        ),
    labels: z.record(z.string(), z.string()).optional().describe("Labels of these lines."),
});

export const proxy = z.strictObject({
    url: z.string().describe("Its http or https URL."),
    noProxy: z
        .array(z.string().min(1))
        .optional()
        .describe("Hosts and networks that are reached without it. Private networks if not given."),
});

export const seLinuxOptions = z.strictObject({
    type: z.string().min(1).optional().describe('The type, such as "spc_t".'),
    level: z.string().min(1).optional().describe("The level."),
    role: z.string().min(1).optional().describe("The role."),
    user: z.string().min(1).optional().describe("The user."),
});

export const toleration = z.strictObject({
    key: z.string().min(1).optional().describe("The taint's key. Every taint if not given."),
    operator: z.string().optional().describe('"Exists", or "Equal", which compares the taint\'s value too.'),
    value: z.string().optional().describe("The taint's value."),
    effect: z
        .string()
        .optional()
        .describe('"NoSchedule", "PreferNoSchedule" or "NoExecute". All if not given.'),
    tolerationSeconds: z
        .int()
        .optional()
        .describe("For how long, where the effect is NoExecute. For ever if not given."),
});

const namespace = z.string();

export const namespaces = z.strictObject({
    agent: namespace
        .default("grafana-alloy")
        .describe("The agent's, with its configuration and the remotes' Secrets."),
    externalSecrets: namespace.default("external-secrets").describe("The External Secrets Operator's."),
    nodeExporter: namespace.default("node-exporter").describe("The node exporter's."),
});
