import { AlloyStackArgs } from "../components/args";
import { Installation, OptionalInstallation } from "../components/installation";
import { operatorTolerations } from "../components/pods";
import { needsSecrets, RemoteKind } from "../components/remotes";
import { ClusterFacts, NodeFacts } from "./clusterFacts";
import { PlainRemote } from "./plainRemote";
import { Problems } from "./problems";
import { line } from "./values";

/** A stack's args as this cluster needs them, and what is said about that. */
export interface Fitted {
    stack: AlloyStackArgs;
    warnings: string[];
}

/**
 * Fit a stack to what its cluster is. Throws one `SettingsError` with everything that the cluster lacks and the stack needs, and
 * that would fail in the middle of an update otherwise.
 */
export function fitToCluster(
    project: string,
    stack: AlloyStackArgs,
    remotes: PlainRemote[],
    facts: ClusterFacts,
): Fitted {
    if (stack.agent === false) return { stack, warnings: [] };
    const problems = new Problems(project);
    refuseMonitoringCrds(stack, facts, problems);
    // One that the stack brings is there with secrets or without.
    if (stack.externalSecrets !== Installation.Existing || remotes.some(needsSecrets)) {
        refuseExternalSecrets(stack, facts, problems);
        refuseTaints(stack, facts, problems);
    }
    problems.throwIfAny();
    return adapted(project, stack, remotes, facts);
}

/** The kinds of the Prometheus operator that a stack's agents look for. */
function neededKinds({ monitors, ...stack }: AlloyStackArgs): string[] {
    const { nodeExporter, kubeStateMetrics = OptionalInstallation.None, monitorBlockNode = false } = stack;
    const isOneNeeded =
        nodeExporter !== OptionalInstallation.None ||
        kubeStateMetrics !== OptionalInstallation.None ||
        monitorBlockNode;
    return [
        ...(isOneNeeded || monitors ? ["ServiceMonitor"] : []),
        ...(monitors ? ["PodMonitor", "Probe"] : []),
    ];
}

function refuseMonitoringCrds(
    stack: AlloyStackArgs,
    { kinds, owners }: ClusterFacts,
    problems: Problems,
): void {
    const missing = neededKinds(stack).filter((kind) => !kinds.has(`monitoring.coreos.com/v1/${kind}`));
    if (stack.monitoringCrds !== Installation.Install) {
        if (missing.length === 0) return;
        problems.add(
            "monitoringCrds",
            `is "existing", and the cluster has no ${missing.join(" and no ")} (monitoring.coreos.com/v1)`,
            {
                expected: '"install", which installs it, or a cluster that has it',
                write: `${problems.project}:monitoringCrds: install`,
            },
        );
        return;
    }
    const owner = owners.get("servicemonitors.monitoring.coreos.com");
    // Version 0.1 had the release in the agents' namespace.
    if (owner === undefined || owner.endsWith("/prometheus-operator-crds")) return;
    problems.add(
        "monitoringCrds",
        `is "install", and the cluster has the CRDs already, from ${ownerText(owner)}`,
        {
            expected: '"existing", which uses them',
            write: `${problems.project}:monitoringCrds: existing`,
        },
    );
}

function refuseExternalSecrets(
    stack: AlloyStackArgs,
    { kinds, owners }: ClusterFacts,
    problems: Problems,
): void {
    const isThere = kinds.has("external-secrets.io/v1/ExternalSecret");
    if (stack.externalSecrets === Installation.Existing) {
        if (isThere) return;
        const isOld = kinds.has("external-secrets.io/v1beta1/ExternalSecret");
        problems.add(
            "externalSecrets",
            isOld
                ? 'is "existing", and the cluster\'s External Secrets Operator is older than 0.16: it has no external-secrets.io/v1'
                : 'is "existing", and the cluster has no External Secrets Operator',
            isOld
                ? { expected: "version 0.16 or later, by whoever has installed it" }
                : {
                      expected: '"install", which installs it, or a cluster that has it',
                      write: `${problems.project}:externalSecrets: install`,
                  },
        );
        return;
    }
    const owner = owners.get("externalsecrets.external-secrets.io");
    if (owner === undefined || owner.endsWith("/external-secrets")) return;
    problems.add(
        "externalSecrets",
        `is "install", and the cluster has its CRDs already, from ${ownerText(owner)}`,
        {
            expected: '"existing", which uses the operator that is there',
            write: `${problems.project}:externalSecrets: existing`,
        },
    );
}

function ownerText(owner: string): string {
    return owner ? `the Helm release ${owner}` : "others";
}

/** Kubernetes' own taints come and go with a node's state. */
const passing = /^node(\.cloudprovider)?\.kubernetes\.io\//;

/** The operator's pods run where no taint keeps them away. One node is enough. */
function refuseTaints(stack: AlloyStackArgs, { nodes }: ClusterFacts, problems: Problems): void {
    if (stack.externalSecrets === Installation.Existing || nodes.length === 0) return;
    const tolerated = operatorTolerations(stack.tolerations ?? []).map(({ key }) => key);
    const barred = nodes.map(({ taints }) =>
        taints.filter(({ key }) => !passing.test(key) && !tolerated.includes(key)),
    );
    if (barred.some((taints) => taints.length === 0)) return;
    const keys = [...new Set(barred.flat().map(({ key }) => key))];
    const tolerations = [...(stack.tolerations ?? []), ...keys.map((key) => ({ key, operator: "Exists" }))];
    problems.add(
        "tolerations",
        `every node has a taint that keeps the External Secrets Operator away: ${keys.join(", ")}`,
        {
            expected:
                "one of these keys among the tolerations: the operator does not tolerate what is not named",
            write: line(`${problems.project}:tolerations`, tolerations),
        },
    );
}

function adapted(
    project: string,
    stack: AlloyStackArgs,
    remotes: PlainRemote[],
    { nodes }: ClusterFacts,
): Fitted {
    const readsLogs = remotes.some(({ kind }) => kind === RemoteKind.Loki);
    const anonymous = nodes.filter(({ machineId }) => machineId === "");
    const needsPath = readsLogs && anonymous.length > 0 && stack.journal?.path === undefined;
    const runsDocker = nodes.some(({ runtime }) => runtime.startsWith("docker:"));
    const isDesktop = nodes.some(({ osImage }) => osImage === "Docker Desktop");
    return {
        stack: {
            ...stack,
            ...(needsPath && { journal: { ...stack.journal, path: "/var/log/journal" } }),
            ...(runsDocker && stack.dockerLogs === undefined && { dockerLogs: true }),
            ...(isDesktop && stack.hostMountPropagation === undefined && { hostMountPropagation: false }),
        },
        warnings: needsPath
            ? [
                  `${project}:journal: ${namesOf(anonymous)} without /etc/machine-id: journals are read below /var/log/journal on all nodes, and only where there is one`,
              ]
            : [],
    };
}

function namesOf(nodes: NodeFacts[]): string {
    const [first, second, ...more] = nodes.map(({ name }) => name);
    return nodes.length === 1
        ? `the node ${first ?? ""} is`
        : `the nodes ${[first, second].join(", ")}${more.length > 0 ? ` and ${more.length} more` : ""} are`;
}
