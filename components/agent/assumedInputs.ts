import { AlloyStackArgs } from "../args";
import { OptionalInstallation } from "../installation";
import { ConfigInputs } from "./config";
import { KnownDestination } from "./destination";

/**
 * What a stack's configuration depends on, before any resource is there: with the same components, and with monitors that are
 * looked for nowhere.
 */
export function assumedInputs(args: AlloyStackArgs, remotes: KnownDestination[]): ConfigInputs {
    const nowhere = { namespaces: [], labels: {} };
    return {
        clusterName: args.clusterName,
        remotes,
        monitorBlockNode: args.monitorBlockNode ?? false,
        checkKubeletCertificates: args.checkKubeletCertificates ?? false,
        ...(args.nodeExporter !== OptionalInstallation.None && { nodeExporter: nowhere }),
        ...((args.kubeStateMetrics ?? OptionalInstallation.None) !== OptionalInstallation.None && {
            kubeStateMetrics: nowhere,
        }),
        collected: args,
        journal: args.journal ?? {},
        dockerLogs: args.dockerLogs ?? false,
        blockNode: nowhere,
        extraModules: args.extraModules,
        wal: args.wal,
    };
}
