import { z } from "zod";

import { key } from "./key";

/** What users add to the agents' configuration, and how the agents send. */
export const sendingKeys = {
    extraModules: key(z.array(z.string().min(1)).default([]), {
        description:
            "Modules of your own: files of Alloy's syntax below the project's folder, in which the names of docs/modules.md may stand. Their components send where all else is sent. What is wrong with one is refused with its file and line.",
        expected: 'a list of files below the project\'s folder, such as "modules/my-app.alloy"',
    }),
    agentValues: key(z.record(z.string(), z.unknown()).default({}), {
        description:
            "More values for the Alloy chart, merged into the stack's own: objects field by field, lists added to the stack's. What the stack decides itself, or has a key for, is refused. No secrets: Helm and Pulumi keep them readable; name a Secret instead.",
        expected: "an object, as the chart's values.yaml is",
    }),
    externalSecretsValues: key(z.record(z.string(), z.unknown()).default({}), {
        description: "The same for the External Secrets Operator's chart, where the stack installs it.",
        expected: "an object, as the chart's values.yaml is",
        only: "with externalSecrets: install or auto",
    }),
    wal: key(
        z
            .strictObject({
                truncateFrequency: z
                    .string()
                    .optional()
                    .describe("How often it is cleaned up. 2h if not given."),
                minKeepalive: z
                    .string()
                    .optional()
                    .describe("Samples stay at least for that long. 5m if not given."),
                maxKeepalive: z
                    .string()
                    .optional()
                    .describe("Samples go after that long, sent or not. 8h if not given."),
            })
            .default({}),
        {
            description:
                "How long metrics are kept on each node's disk (storagePath) until all Prometheus remotes have them. Durations as Go writes them.",
            expected: 'durations such as "2h" for "truncateFrequency", "minKeepalive" and "maxKeepalive"',
            example: { maxKeepalive: "4h" },
        },
    ),
};
