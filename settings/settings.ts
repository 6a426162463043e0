import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { Login } from "../components/alloyStack";
import { Charts } from "../components/charts";
import { Images } from "../components/images";
import { ClusterAccess } from "../components/externalSecrets/clusterReader";
import { RemoteKind } from "../components/remote";
import { RemotePassword } from "../components/vault/remotePasswords";
import { findNodeIp } from "./nodeIp";
import { SettingsError } from "./problems";
import { parseRemote } from "./remotes";

/** A stack's configuration, checked and with its defaults filled in. */
export interface Settings {
    clusterName: string;
    nodeIp: string;
    remotes: RemotePassword[];
    vaultRootToken: pulumi.Input<string>;
    operatorLogin: Login;
    backendLogin: Login;
    cluster: ClusterAccess;
    offline: boolean;
    charts: Charts;
    images: Images;
}

/** What a dev stack uses where its configuration names no password. Known to everybody: dev stacks hold no secrets. */
const devPasswords = { remotes: "local-dev", operator: "eso-password", vaultRootToken: "devtoken" };

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
    nodeIp: z.ipv4().optional(),
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

/** Read the configuration of the stack that is being deployed. Throws one `SettingsError` that names every problem. */
export function readSettings(config: pulumi.Config): Settings {
    const raw = {
        clusterName: config.get("clusterName"),
        prometheusRemotes: config.getObject("prometheusRemotes"),
        nodeIp: config.get("nodeIp"),
        kubeconfig: config.get("kubeconfig"),
        context: config.get("context"),
        offline: config.getBoolean("offline"),
        charts: config.getObject("charts"),
        images: config.getObject("images"),
    };
    const passwords =
        config.getSecretObject<Record<string, string>>("remotePasswords") ??
        pulumi.output<Record<string, string>>({});

    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
        throw new SettingsError(
            parsed.error.issues.map(({ path, message }) => `${config.name}:${path.join(".")}: ${message}`),
        );
    }
    const { clusterName, prometheusRemotes, kubeconfig, context, offline, charts, images } = parsed.data;
    const problems: string[] = [];

    const nodeIp = parsed.data.nodeIp ?? findNodeIp();
    if (!nodeIp)
        problems.push(
            `${config.name}:nodeIp: this machine has no IPv4 address but its own loopback; give the one pods reach it under`,
        );

    const remotes = prometheusRemotes.flatMap((text, index) => {
        const result = parseRemote(RemoteKind.Prometheus, text.replaceAll("$NODE_IP", nodeIp ?? "0.0.0.0"));
        if ("remote" in result) return [result.remote];
        problems.push(`${config.name}:prometheusRemotes[${index}]: ${result.problem}`);
        return [];
    });
    for (const name of duplicates(remotes.map((remote) => remote.name))) {
        problems.push(
            `${config.name}:prometheusRemotes: two remotes are called "${name}"; give one of them another name`,
        );
    }
    if (problems.length > 0 || !nodeIp) throw new SettingsError(problems);

    const passwordOf = (key: string) =>
        pulumi.secret(passwords.apply((given) => given[key] ?? devPasswords.remotes));
    return {
        clusterName,
        nodeIp,
        remotes: remotes.map((remote) => ({ remote, password: passwordOf(`${remote.kind}/${remote.name}`) })),
        vaultRootToken: pulumi.secret(devPasswords.vaultRootToken),
        operatorLogin: { username: "eso-user", password: pulumi.secret(devPasswords.operator) },
        // The local backend is the remote called "local".
        backendLogin: { username: "admin", password: passwordOf("prometheus/local") },
        cluster: { ...(kubeconfig && { kubeconfig }), ...(context && { context }) },
        offline,
        charts: charts as Charts,
        images: images,
    };
}

function duplicates(names: string[]): string[] {
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
