import * as pulumi from "@pulumi/pulumi";

import { Agent } from "../agent/agent";
import { AlloyStackArgs } from "../args";
import { ClusterWords } from "../explain/clusterWords";
import { reportPods } from "../explain/reportPods";
import { imagesFrom } from "../images";
import { Installation, OptionalInstallation } from "../installation";
import { Namespaces, NamespaceSettings, stackNamespace } from "../namespace";
import { agentResources, PodPlacement } from "../pods";
import { Remote } from "../remotes";
import { ScrapeTargets } from "../scrape/scrapeTargets";
import { ExternalSecretsOperator } from "../secrets/externalSecretsOperator";
import { blockNodeSearch, kubeStateMetricsSearch, nodeExporterSearch, placementOf } from "./defaults";
import { namespaceSettingsOf, settledNamespaces } from "./namespaces";
import { SecretRemotes, secretsFromVault } from "./secrets";

/** What the parts of a stack have in common in the cluster. */
interface Shared {
    name: string;
    args: AlloyStackArgs;
    names: Namespaces;
    namespaceSettings: NamespaceSettings;
    /** The agents', known once it is there. */
    namespace: pulumi.Output<string>;
    pods: PodPlacement;
    images: ReturnType<typeof imagesFrom>;
    rolloutTimeout: number;
    parent: pulumi.Resource;
}

/** Everything that runs in the cluster. */
export function inCluster(
    name: string,
    args: AlloyStackArgs,
    remotes: Remote[],
    secret: SecretRemotes,
    parent: pulumi.Resource,
) {
    const { rolloutTimeout = 600 } = args;
    const names = settledNamespaces(name, args, parent);
    const namespaceSettings = namespaceSettingsOf(args);
    const pods = placementOf(args);
    const images = imagesFrom(args.images ?? {}, args.imageMirror);
    const words = args.explain && new ClusterWords(args.explain);
    const namespace = stackNamespace(
        name,
        // Agents read their node's journal and logs, as root.
        { name: names.agent, podSecurity: "privileged", ...namespaceSettings },
        parent,
    );
    const shared = { name, args, names, namespaceSettings, namespace, pods, images, rolloutTimeout, parent };
    const operator = args.externalSecrets === Installation.Existing ? [] : [externalSecretsOperator(shared)];
    const hasStore = secret.vault !== undefined || args.externalSecretStore !== undefined;
    const secrets = hasStore
        ? secretsFromVault(name, args, secret, { namespace, operator, words, parent })
        : undefined;
    const targets = scrapeTargets(shared);
    // The secrets' creation, not their being synced: see ExternalSecrets.
    const agent = alloy(shared, remotes, [targets, ...(secrets ? [secrets.resources] : [])]);
    if (words && !pulumi.runtime.isDryRun())
        reportPods({ namespace, rolledOut: agent.rolledOut, words, seconds: rolloutTimeout }, parent);
    return { namespace, agent, secrets };
}

function externalSecretsOperator(shared: Shared): ExternalSecretsOperator {
    const { name, args, names, namespaceSettings, pods, images, rolloutTimeout, parent } = shared;
    return new ExternalSecretsOperator(
        `${name}-external-secrets`,
        {
            namespace: names.externalSecrets,
            namespaceSettings,
            pods,
            rolloutTimeout,
            ...(args.vaultProxy && { proxy: args.vaultProxy }),
            ...(args.charts?.externalSecrets && { chart: args.charts.externalSecrets }),
            ...(args.externalSecretsValues && { values: args.externalSecretsValues }),
            ...(images.externalSecrets && { image: images.externalSecrets }),
        },
        { parent },
    );
}

function scrapeTargets(shared: Shared): ScrapeTargets {
    const { name, args, names, namespaceSettings, namespace, pods, images, rolloutTimeout, parent } = shared;
    const { nodeExporter = OptionalInstallation.Install } = args;
    return new ScrapeTargets(
        `${name}-monitoring`,
        {
            namespace,
            installCrds: args.monitoringCrds === Installation.Install,
            ...(args.charts?.monitoringCrds && { chart: args.charts.monitoringCrds }),
            ...(nodeExporter === OptionalInstallation.Install && {
                nodeExporter: {
                    namespace: names.nodeExporter,
                    namespaceSettings,
                    image: images.nodeExporter,
                    port: args.nodeExporterPort ?? 9100,
                    mountPropagation: args.hostMountPropagation ?? true,
                    interval: args.modules?.nodeExporter?.interval,
                    pods,
                    rolloutTimeout,
                },
            }),
            ...(args.kubeStateMetrics === OptionalInstallation.Install && {
                kubeStateMetrics: {
                    namespace,
                    image: images.kubeStateMetrics,
                    interval: args.modules?.kubeStateMetrics?.interval,
                    pods,
                    rolloutTimeout,
                },
            }),
            blockNode: args.monitorBlockNode ?? false,
            blockNodeInterval: args.modules?.blockNode?.interval,
        },
        { parent },
    );
}

function alloy(shared: Shared, remotes: Remote[], dependsOn: pulumi.Resource[]): Agent {
    const { name, args, names, namespace, pods, images, rolloutTimeout, parent } = shared;
    const { nodeExporter = OptionalInstallation.Install, kubeStateMetrics = OptionalInstallation.None } =
        args;
    return new Agent(
        `${name}-agent`,
        {
            clusterName: args.clusterName,
            namespace,
            remotes,
            monitorBlockNode: args.monitorBlockNode ?? false,
            checkKubeletCertificates: args.checkKubeletCertificates ?? false,
            ...(nodeExporter !== OptionalInstallation.None && {
                nodeExporter: nodeExporterSearch(args, names),
            }),
            ...(kubeStateMetrics !== OptionalInstallation.None && {
                kubeStateMetrics: kubeStateMetricsSearch(args, names),
            }),
            blockNode: blockNodeSearch(names),
            storagePath: args.storagePath ?? "/var/lib/grafana-alloy",
            journal: args.journal ?? {},
            dockerLogs: args.dockerLogs ?? false,
            extraModules: args.extraModules,
            wal: args.wal,
            collected: args,
            resources: agentResources(args.agentResources ?? {}),
            pods,
            rolloutTimeout,
            ...(args.charts?.alloy && { chart: args.charts.alloy }),
            ...(args.agentValues && { values: args.agentValues }),
            images,
        },
        { parent, dependsOn },
    );
}
