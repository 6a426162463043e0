import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs } from "../components/args";
import { DevEnvironmentArgs } from "../components/dev/devEnvironment";
import { argsProblems } from "../components/validate/args";
import { RemoteKind } from "../components/remotes";
import { locate } from "./argsPlaces";
import { AutoKey } from "./auto";
import { readDev } from "./dev";
import { readExtraModules } from "./extraModules";
import { refuseIdle } from "./idle";
import { ClusterAccess, contextOf } from "./kubeconfig";
import { refuseWrongLogs } from "./localLogs";
import { findNodeIp, isOwnAddress as isOwn } from "./nodeIp";
import { PlainRemote } from "./plainRemote";
import { foreignPrefixes } from "./prefixes";
import { Problems } from "./problems";
import { readRemotes } from "./remotes";
import { plainSecrets } from "./secretMarks";
import { Secrets, SecretsOptions } from "./secrets";
import { stackArgs } from "./stackArgs";
import { givenNow } from "./formerKeys";
import { readValues } from "./values";
import { GivenLogin, readVault, VaultAccess } from "./vault";
import { checkVaultEnvironment } from "./vaultEnvironment";
import { warningsFor } from "./warnings";

/** What a stack's configuration comes to. */
export interface Settings {
    /** The cluster that the Kubernetes provider deploys to. */
    cluster: ClusterAccess;
    stack: AlloyStackArgs;
    /** What of it is decided by what the cluster has. */
    auto: AutoKey[];
    /** The remotes, without their secrets. */
    remotes: PlainRemote[];
    /** How this program reaches a Vault that its owners run; none if there is none, or nothing is written. */
    vault?: VaultAccess;
    /** Where such a Vault's owners should have mounted the login method, if the stack writes a login there. */
    vaultLoginMount?: string;
    /** The operator's login to such a Vault, where its owners have made it: tried before the operator does. */
    givenLogin?: GivenLogin;
    /** What runs in Docker on this machine, in development. */
    dev?: DevEnvironmentArgs;
}

/**
 * Read the configuration of the stack that is being deployed. Throws one `SettingsError` that names every problem; what
 * is only doubtful is logged.
 */
export function readSettings(config: pulumi.Config): Settings {
    const prefix = `${config.name}:`;
    const given = Object.entries(pulumi.runtime.allConfig())
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value] as const);
    const stack = pulumi.getStack();
    const { settings, warnings } = parseSettings(config.name, Object.fromEntries(given), { stack });
    const problems = new Problems(config.name, stack);
    if (settings.vault) warnings.push(...checkVaultEnvironment(settings.vault, problems));
    problems.throwIfAny();
    const strange = foreignPrefixes(config.name, Object.keys(pulumi.runtime.allConfig()));
    for (const warning of [...warnings, ...plainSecrets(config.name), ...strange])
        void pulumi.log.warn(warning);
    return settings;
}

export interface Parsed {
    settings: Settings;
    /** What can be deployed and is most often not meant. */
    warnings: string[];
}

export interface ParseOptions extends SecretsOptions {
    /** Its name, for the commands in messages. */
    stack?: string;
    /** This machine's address for the pods of a cluster. Defaults to the one that is found. */
    machineIp?: (cluster: ClusterAccess) => string | undefined;
    /** Whether a server on this machine can listen on an address. Defaults to asking it. */
    isOwnAddress?: (address: string) => boolean;
    /** The project's, in which files are that the configuration names. Defaults to where the program runs. */
    folder?: string;
}

function foundIp(cluster: ClusterAccess): string | undefined {
    return findNodeIp(contextOf(cluster));
}

/**
 * Turn configuration into settings, or throw one `SettingsError` with all that is wrong. `given` has the stack's keys
 * without the project's name, and values as Pulumi hands them out: text, and JSON for lists and objects.
 */
export function parseSettings(
    project: string,
    given: Readonly<Record<string, string>>,
    {
        stack: stackName,
        machineIp = foundIp,
        isOwnAddress = isOwn,
        folder = process.cwd(),
        ...secretsOptions
    }: ParseOptions = {},
): Parsed {
    const problems = new Problems(project, stackName);
    const { values: now, warnings: former } = givenNow(given, problems);
    const values = readValues(now, problems);
    refuseIdle(values, problems);
    const cluster: ClusterAccess = {
        ...(values.kubeconfig && { kubeconfig: values.kubeconfig }),
        ...(values.context && { context: values.context }),
    };
    const nodeIp = values.nodeIp ?? machineIp(cluster);
    const read = {
        prometheus: readRemotes(RemoteKind.Prometheus, values.prometheusRemotes, nodeIp, problems),
        loki: readRemotes(RemoteKind.Loki, values.lokiRemotes, nodeIp, problems),
    };
    const remotes = [...read.prometheus, ...read.loki].map(({ remote }) => remote);
    refuseWrongLogs(values, remotes, nodeIp, problems);
    const secrets = new Secrets(values, problems, secretsOptions);
    const vault = readVault(values, remotes, { nodeIp, secrets, folder }, problems);
    const stack: AlloyStackArgs = {
        ...stackArgs(values, secrets),
        prometheusRemotes: read.prometheus.map(({ remote }) => secrets.addTo(remote)),
        lokiRemotes: read.loki.map(({ remote }) => secrets.addTo(remote)),
        ...vault.args,
        ...(values.extraModules.length > 0 && {
            extraModules: readExtraModules(values.extraModules, folder, problems),
        }),
    };
    const settings: Settings = {
        cluster,
        stack,
        auto: (["monitoringCrds", "externalSecrets"] as const).filter((key) => values[key] === "auto"),
        remotes,
        ...(vault.access && { vault: vault.access }),
        ...(vault.loginMount && { vaultLoginMount: vault.loginMount }),
        ...(vault.givenLogin && { givenLogin: vault.givenLogin }),
        ...(values.dev && { dev: readDev(values, { nodeIp, secrets, isOwnAddress }, problems) }),
    };
    // The cluster's address is the kubeconfig's, which is read later.
    const found = argsProblems(stack).filter(({ path }) => path !== "esoLogin.kubernetesHost");
    locate(found, { values, remotes: read }, problems);
    secrets.refuseUnused(remotes);
    problems.throwIfAny();
    // A cluster elsewhere is not on this machine.
    const here = values.dev ? nodeIp : values.nodeIp;
    return { settings, warnings: [...former, ...warningsFor(remotes, { values, nodeIp: here, project })] };
}
