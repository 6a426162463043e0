import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs, DevArgs } from "../components/args";
import { Charts } from "../components/charts";
import { RemoteKind } from "../components/remotes";
import { readCluster, readNodeExporter } from "./cluster";
import { refuseIdle } from "./idle";
import { refuseWrongLogs } from "./localLogs";
import { findNodeIp } from "./nodeIp";
import { Passwords } from "./passwords";
import { Problems } from "./problems";
import { readRemotes } from "./remotes";
import { StackValues } from "./schema";
import { plainSecrets } from "./secretMarks";
import { readValues } from "./values";
import { readVault } from "./vault";
import { warningsFor } from "./warnings";

/**
 * Read the configuration of the stack that is being deployed. Throws one `SettingsError` that names every problem; what
 * is only doubtful is logged.
 */
export function readSettings(config: pulumi.Config): AlloyStackArgs {
    const prefix = `${config.name}:`;
    const given = Object.entries(pulumi.runtime.allConfig())
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value] as const);
    const { settings, warnings } = parseSettings(config.name, Object.fromEntries(given));
    if (!settings.offline) {
        for (const warning of [...warnings, ...plainSecrets(config.name)]) void pulumi.log.warn(warning);
    }
    return settings;
}

/** What a stack's configuration comes to. */
export interface Parsed {
    settings: AlloyStackArgs;
    /** What can be deployed and is most often not meant. */
    warnings: string[];
}

/**
 * Turn configuration into settings, or throw one `SettingsError` with all that is wrong. `given` has the stack's keys
 * without the project's name, and values as Pulumi hands them out: text, and JSON for lists and objects.
 */
export function parseSettings(
    project: string,
    given: Readonly<Record<string, string>>,
    machineIp = findNodeIp,
): Parsed {
    const problems = new Problems(project);
    const values = readValues(given, problems);
    refuseIdle(values, problems);
    const nodeIp = values.nodeIp ?? machineIp();
    const remotes = [
        ...readRemotes(RemoteKind.Prometheus, values.prometheusRemotes, nodeIp, problems),
        ...readRemotes(RemoteKind.Loki, values.lokiRemotes, nodeIp, problems),
    ];
    refuseWrongLogs(values, remotes, nodeIp, problems);
    const passwords = new Passwords(values, problems);
    const settings: AlloyStackArgs = {
        clusterName: values.clusterName,
        ...(!values.agent && { agent: false }),
        remotes: remotes.map((remote) => passwords.credentials(remote)),
        ...readVault(values, remotes, passwords, problems),
        ...(values.dev && { dev: readDev(nodeIp, values, passwords, problems) }),
        collect: {
            blockNode: values.monitorBlockNode,
            checkKubeletCertificates: values.checkKubeletCertificates,
            nodeExporter: readNodeExporter(values, problems),
        },
        ...readCluster(values, problems),
        storagePath: values.storagePath,
        offline: values.offline,
        // What is not given is left out rather than undefined: it was JSON.
        charts: values.charts as Charts,
        images: values.images,
    };
    passwords.refuseUnused(remotes);
    problems.throwIfAny();
    // A cluster elsewhere is not on this machine.
    const here = values.dev ? nodeIp : values.nodeIp;
    return { settings, warnings: warningsFor(remotes, { values, nodeIp: here, project }) };
}

function readDev(
    nodeIp: string | undefined,
    values: StackValues,
    passwords: Passwords,
    problems: Problems,
): DevArgs {
    if (!nodeIp) {
        problems.add("nodeIp", "is missing, and this machine has no IPv4 address but its own loopback", {
            expected: "the address under which pods reach this machine",
            write: `${problems.project}:nodeIp: 192.168.1.10`,
        });
    }
    const previous = values.previousLokiPassword;
    return {
        nodeIp: nodeIp ?? "",
        vaultRootToken: passwords.vaultRootToken(),
        backend: {
            parts: values.backend,
            // They are what the remotes called "local" lead to.
            prometheus: { username: "admin", password: passwords.ofBackend("prometheus/local") },
            loki: { username: "admin", password: passwords.ofBackend("loki/local") },
            ...(previous !== undefined && { previousLokiPassword: pulumi.secret(previous) }),
        },
    };
}
