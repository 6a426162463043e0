import { z } from "zod";

import { proxy } from "../parts";
import { key } from "./key";

/** What users add to the agents' configuration, and how the agents send. */
export const sendingKeys = {
    extraModules: key(z.array(z.string().min(1)).default([]), {
        description:
            "Adds modules of your own: files of Alloy's syntax below the project's folder, in which the names of docs/extra-modules.md may stand. Their components send where all else is sent. What is wrong with one is refused with its file and line.",
        expected: 'a list of files below the project\'s folder, such as "modules/my-app.alloy"',
        example: ["modules/my-app.alloy"],
    }),
    agentValues: key(z.record(z.string(), z.unknown()).default({}), {
        description:
            "Adds values for the Alloy chart, merged into the stack's own: objects field by field, lists added to the stack's. What the stack decides itself, or has a key for, is refused. No secrets: Helm and Pulumi keep them readable; name a Secret instead.",
        expected: "an object, as the chart's values.yaml is",
        example: { alloy: { extraEnv: [{ name: "TEAM", value: "observability" }] } },
    }),
    externalSecretsValues: key(z.record(z.string(), z.unknown()).default({}), {
        description: "Adds values for the External Secrets Operator's chart, where the stack installs it.",
        expected: "an object, as the chart's values.yaml is",
        example: { replicaCount: 2 },
        only: "with externalSecrets: install or auto",
    }),
    wal: key(
        z
            .strictObject({
                truncateFrequency: z
                    .string()
                    .optional()
                    .describe("Sets how often it is cleaned up. Default: 2h."),
                minKeepalive: z
                    .string()
                    .optional()
                    .describe("Sets for how long samples stay at least. Default: 5m."),
                maxKeepalive: z
                    .string()
                    .optional()
                    .describe("Sets after how long samples go, sent or not. Default: 8h."),
            })
            .default({}),
        {
            description:
                "Sets how long metrics are kept on each node's disk (storagePath) until all Prometheus remotes have them. Durations as Go writes them.",
            expected: 'durations such as "2h" for "truncateFrequency", "minKeepalive" and "maxKeepalive"',
            example: { maxKeepalive: "4h" },
        },
    ),
    agentProxy: key(proxy.optional(), {
        description:
            "Sets the proxy through which agents reach remotes without a proxyUrl, and the servers of OAuth 2 and AWS. A change replaces the pods.",
        expected: 'an object with "url", and "noProxy" if it has it',
        example: { url: "http://proxy.example.com:3128" },
    }),
    podLabels: key(z.record(z.string(), z.string()).default({}), {
        description: "Adds labels to agents' and node exporters' pods. A change replaces them.",
        expected: "labels as Kubernetes takes them, and their values",
        example: { team: "observability" },
    }),
    podAnnotations: key(z.record(z.string(), z.string()).default({}), {
        description: "Adds annotations to agents' and node exporters' pods. A change replaces them.",
        expected: "annotations as Kubernetes takes them, and their values as text",
        example: { "sidecar.istio.io/inject": "false" },
    }),
    maxUnavailable: key(
        z
            .string()
            .regex(/^\d{1,4}%?$/)
            .optional(),
        {
            description:
                "Sets how many nodes may be without an agent, or without a node exporter, while these change: a number, or a share of all nodes. Default: 10%.",
            expected: 'a number of nodes from 1 on, or a share of them such as "10%"',
            example: "10%",
        },
    ),
    agentServiceAccountAnnotations: key(z.record(z.string(), z.string()).default({}), {
        description: "Adds annotations to the agents' service account, with which a cloud knows them.",
        expected: "annotations as Kubernetes takes them, and their values as text",
        example: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/agents" },
    }),
};
