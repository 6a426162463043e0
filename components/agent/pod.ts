import { AgentResources, PodPlacement } from "../pods";
import { needsSecrets, Remote, RemoteKind, secretObject, secretsOf } from "../remotes";
import { amountOf } from "../validate/quantity";
import { Collected } from "./collected";
import { secretFolder } from "./destination";
import { JournalArgs } from "./journal";
import { isOn } from "./modules";

/** What a pod depends on. */
export interface AgentPodArgs {
    remotes: Remote[];
    /** Folder on each node for what the agent has read and not sent yet. */
    storagePath: string;
    journal: JournalArgs;
    dockerLogs: boolean;
    collected?: Collected;
    resources: AgentResources;
    pods: Pick<PodPlacement, "seLinuxOptions">;
}

/** What a pod may use and sees of its node, as the chart's values below "alloy". */
export function agentPod(args: AgentPodArgs) {
    const { remotes, storagePath, resources, pods } = args;
    return {
        storagePath,
        resources,
        // Go collects its garbage harder near this, where it would be killed at the limit without a word.
        extraEnv: [{ name: "GOMEMLIMIT", value: goMemoryLimit(resources.limits.memory) }],
        // Root, because only root reads the journal and other pods' logs; and nothing that root could do besides.
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
            seccompProfile: { type: "RuntimeDefault" },
            ...(pods.seLinuxOptions && { seLinuxOptions: pods.seLinuxOptions }),
        },
        mounts: {
            varlog: true,
            ...(args.dockerLogs && { dockercontainers: true }),
            extra: [
                { name: "volatile-log", mountPath: "/run/log", readOnly: true },
                ...(needsMachineId(args)
                    ? [{ name: "machine-id", mountPath: "/etc/machine-id", readOnly: true }]
                    : []),
                { name: "storage", mountPath: storagePath },
                ...(remotes.some(needsSecrets)
                    ? [{ name: "remote-passwords", mountPath: secretFolder, readOnly: true }]
                    : []),
            ],
        },
    };
}

export function agentVolumes(args: AgentPodArgs) {
    const { remotes, storagePath } = args;
    return [
        // The folder above the journal's: that one may not be there, and making it would change where journald writes.
        { name: "volatile-log", hostPath: { path: "/run/log", type: "DirectoryOrCreate" } },
        ...(needsMachineId(args)
            ? [{ name: "machine-id", hostPath: { path: "/etc/machine-id", type: "File" } }]
            : []),
        { name: "storage", hostPath: { path: storagePath, type: "DirectoryOrCreate" } },
        ...(remotes.some(needsSecrets) ? [secretVolume(remotes.filter(needsSecrets))] : []),
    ];
}

/** Systemd's own journals are in folders that are named by it. Not on every node there is one, and then no pod starts. */
function needsMachineId({ remotes, journal, collected }: AgentPodArgs): boolean {
    const isRead = isOn(collected?.modules, "syslog") && remotes.some(({ kind }) => kind === RemoteKind.Loki);
    return isRead && journal.path === undefined;
}

/** All secrets in one folder; passwords and tokens that aren't there yet come later. */
function secretVolume(remotes: Remote[]) {
    const sources = remotes.map((remote) => {
        const secrets = secretsOf(remote);
        return {
            secret: {
                ...secretObject(remote),
                // Without a private key that its configuration names, Alloy does not start: the pod waits for it.
                optional: secrets.every(({ property }) => property !== "client_key"),
            },
        };
    });
    return { name: "remote-passwords", projected: { defaultMode: 0o400, sources } };
}

function goMemoryLimit(limit: string): string {
    return `${Math.floor(((amountOf(limit) ?? 0) * 0.9) / 1024 ** 2)}MiB`;
}
