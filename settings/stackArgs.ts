import { AlloyStackArgs } from "../components/args";
import { Charts } from "../components/charts";
import { AgentResourcesArgs, TolerationArgs } from "../components/pods";
import { StackValues } from "./schema";

/** The args that a stack's configuration has under the same names; remotes and Vault are read apart. */
export function stackArgs(values: StackValues): AlloyStackArgs {
    const { nodeExporterSelector: selector, nodeExporterNamespaces: namespaces } = values;
    return {
        clusterName: values.clusterName,
        ...(!values.agent && { agent: false }),
        monitorBlockNode: values.monitorBlockNode,
        nodeExporter: values.nodeExporter,
        ...(Object.keys(selector).length > 0 && { nodeExporterSelector: selector }),
        ...(namespaces.length > 0 && { nodeExporterNamespaces: namespaces }),
        monitoringCrds: values.monitoringCrds,
        externalSecrets: values.externalSecrets,
        checkKubeletCertificates: values.checkKubeletCertificates,
        storagePath: values.storagePath,
        // What is not given in them is left out rather than undefined: it was JSON.
        agentResources: values.agentResources as AgentResourcesArgs,
        tolerations: values.tolerations as TolerationArgs[],
        charts: values.charts as Charts,
        namespaces: values.namespaces,
        namespaceLabels: values.namespaceLabels,
        rolloutTimeout: values.rolloutTimeout,
        images: values.images,
        ...(values.imageMirror && { imageMirror: values.imageMirror }),
        imagePullSecrets: values.imagePullSecrets,
    };
}
