import { AlloyStackArgs } from "../components/args";
import { Charts } from "../components/charts";
import { JournalArgs } from "../components/agent/journal";
import { AgentResourcesArgs, SeLinuxOptionsArgs, TolerationArgs } from "../components/pods";
import { ProxyArgs } from "../components/vault/connection";
import { collectedArgs } from "./collectedArgs";
import { StackValues } from "./schema";
import { Secrets } from "./secrets";
import { sendingArgs } from "./sendingArgs";

/** The args that a stack's configuration has under the same names; remotes and Vault are read apart. */
export function stackArgs(values: StackValues, secrets: Secrets): AlloyStackArgs {
    const { nodeExporterSelector: selector, nodeExporterNamespaces: namespaces } = values;
    return {
        clusterName: values.clusterName,
        ...collectedArgs(values),
        ...(!values.agent && { agent: false }),
        monitorBlockNode: values.monitorBlockNode,
        nodeExporter: values.nodeExporter,
        ...(Object.keys(selector).length > 0 && { nodeExporterSelector: selector }),
        ...(namespaces.length > 0 && { nodeExporterNamespaces: namespaces }),
        ...(values.nodeExporterPort !== undefined && { nodeExporterPort: values.nodeExporterPort }),
        ...(values.hostMountPropagation !== undefined && {
            hostMountPropagation: values.hostMountPropagation,
        }),
        ...(values.monitoringCrds !== "auto" && { monitoringCrds: values.monitoringCrds }),
        ...(values.externalSecrets !== "auto" && { externalSecrets: values.externalSecrets }),
        checkKubeletCertificates: values.checkKubeletCertificates,
        storagePath: values.storagePath,
        // What is not given in them is left out rather than undefined: it was JSON.
        agentResources: values.agentResources as AgentResourcesArgs,
        journal: values.journal as JournalArgs,
        ...(values.dockerLogs !== undefined && { dockerLogs: values.dockerLogs }),
        tolerations: values.tolerations as TolerationArgs[],
        ...(Object.keys(values.nodeSelector).length > 0 && { nodeSelector: values.nodeSelector }),
        ...(values.affinity && { affinity: values.affinity }),
        ...(values.priorityClassName && { priorityClassName: values.priorityClassName }),
        openShift: values.openShift,
        ...(values.seLinuxOptions && { seLinuxOptions: values.seLinuxOptions as SeLinuxOptionsArgs }),
        ...(values.vaultProxy && { vaultProxy: values.vaultProxy as ProxyArgs }),
        createNamespaces: values.createNamespaces,
        charts: values.charts as Charts,
        ...sendingArgs(values),
        namespaces: values.namespaces,
        namespaceLabels: values.namespaceLabels,
        rolloutTimeout: values.rolloutTimeout,
        images: values.images,
        ...(values.imageMirror && { imageMirror: values.imageMirror }),
        imagePullSecrets: values.imagePullSecrets,
        ...(values.imageRegistryLogin && {
            imageRegistryLogin: { ...values.imageRegistryLogin, password: secrets.ofRegistry() },
        }),
    };
}
