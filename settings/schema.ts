import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

const chart = z.strictObject({
    chart: z.string(),
    version: z.string().optional(),
    repository: z.string().optional(),
});

const schema = z.strictObject({
    clusterName: z
        .string('is missing; name the cluster, for example "vm-cluster"')
        .regex(
            /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
            'takes letters, digits, ".", "_" and "-", and begins with a letter or digit',
        ),
    prometheusRemotes: z.array(z.string()).default([]),
    remotePasswords: z.record(z.string(), z.string()).default({}),
    vaultAddress: z.url({ protocol: /^https?$/, error: "is not an http or https address" }).optional(),
    vaultCaCertificate: z.string().startsWith("-----BEGIN", "is not a certificate in PEM form").optional(),
    operatorUsername: z.string().default("eso-user"),
    operatorPassword: z.string().optional(),
    nodeIp: z.ipv4("is not an IPv4 address").optional(),
    kubeconfig: z.string().optional(),
    context: z.string().optional(),
    offline: z.boolean().default(false),
    charts: z.strictObject({ externalSecrets: chart.optional(), alloy: chart.optional() }).default({}),
    images: z
        .partialRecord(
            z.enum(["vault", "prometheus", "externalSecrets", "alloy", "configReloader"]),
            z.string(),
        )
        .default({}),
});

/** The configuration's values with the types they should have, and nothing else checked. */
export type StackValues = z.infer<typeof schema>;

/** Read the configuration's values; problems with their types go to `problems`, and there is no value then. */
export function readValues(config: pulumi.Config, problems: string[]): StackValues | undefined {
    // A key that the project lists needs a default; an empty one stands for none.
    const text = (key: string) => config.get(key) || undefined;
    const raw = {
        clusterName: config.get("clusterName"),
        prometheusRemotes: config.getObject("prometheusRemotes"),
        // Plain here, so that missing ones can be named; each is made a secret where it is handed on.
        remotePasswords: config.getObject("remotePasswords"),
        vaultAddress: text("vaultAddress"),
        vaultCaCertificate: text("vaultCaCertificate"),
        operatorUsername: config.get("operatorUsername"),
        operatorPassword: config.get("operatorPassword"),
        nodeIp: text("nodeIp"),
        kubeconfig: text("kubeconfig"),
        context: text("context"),
        offline: config.getBoolean("offline"),
        charts: config.getObject("charts"),
        images: config.getObject("images"),
    };
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    problems.push(
        ...parsed.error.issues.map(({ path, message }) => `${config.name}:${path.join(".")}: ${message}`),
    );
    return undefined;
}
