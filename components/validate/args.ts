import { AlloyStackArgs } from "../args";
import { OptionalInstallation } from "../installation";
import { needsStore, Remote, RemoteArgs, RemoteKind } from "../remotes";
import { chartProblems } from "./charts";
import { chartValuesProblems } from "./chartValues";
import { collectedProblems } from "./collected";
import { extraModuleProblems } from "./extraModules";
import { imageProblems } from "./images";
import { clusterNameRule, collisions, isClusterName } from "./names";
import { placementProblems } from "./placement";
import { podProblems } from "./pods";
import { Problem, shown } from "./problem";
import { remoteProblems, secretProblems } from "./remote";
import { stabilityProblems, walProblems } from "./sending";
import { vaultProblems } from "./vault";

/** Everything that is wrong with a stack's args. What comes from other resources is looked at when it is there. */
export function argsProblems(args: AlloyStackArgs): Problem[] {
    const { prometheusRemotes = [], lokiRemotes = [], clusterName } = args;
    const remotes = [
        ...ofKind(RemoteKind.Prometheus, prometheusRemotes),
        ...ofKind(RemoteKind.Loki, lokiRemotes),
    ];
    return [
        ...clusterNameProblems(clusterName),
        ...remotes.flatMap(({ path, remote }) => [
            ...remoteProblems(remote).map((problem) => ({ path, ...problem })),
            ...secretProblems(remote, unwritable(args)).map(({ field, ...problem }) => ({
                path: `${path}.${field}`,
                ...problem,
            })),
        ]),
        ...collisions(RemoteKind.Prometheus, prometheusRemotes),
        ...collisions(RemoteKind.Loki, lokiRemotes),
        ...vaultProblems(args, remotes.map(({ remote }) => remote).filter(needsStore)),
        ...monitorProblems(args),
        ...collectedProblems(args),
        ...podProblems(args),
        ...placementProblems(args),
        ...imageProblems(args),
        ...chartProblems(args),
        ...chartValuesProblems(args),
        ...walProblems(args),
        ...stabilityProblems(
            args,
            remotes.map(({ remote }) => remote),
        ),
        ...extraModuleProblems(
            args,
            remotes.map(({ remote }) => remote),
        ),
    ];
}

/** Programs without a compiler can leave it out. */
function clusterNameProblems(name: string | undefined): Problem[] {
    if (name && isClusterName(name)) return [];
    const found = name ? `is ${shown(name)}` : "is missing";
    return [{ path: "clusterName", found, expected: clusterNameRule }];
}

/** Why no secret can be written; undefined if it can. */
function unwritable({ vault, externalSecretStore }: AlloyStackArgs): string | undefined {
    if (vault?.readOnly) return "nothing may be written into a Vault that is read only";
    return externalSecretStore !== undefined && vault === undefined
        ? "the Vault behind a store of others is not known"
        : undefined;
}

function ofKind(kind: RemoteKind, remotes: RemoteArgs[]): { path: string; remote: Remote }[] {
    return remotes.map((remote, index) => ({
        path: `${kind}Remotes[${index}]`,
        remote: { ...remote, kind },
    }));
}

/** Whoever may write a monitor decides what is scraped: others' are looked for in named namespaces only. */
function monitorProblems(args: AlloyStackArgs): Problem[] {
    const { nodeExporterSelector, nodeExporterNamespaces } = args;
    const nodeExporter = args.nodeExporter ?? OptionalInstallation.Install;
    if (nodeExporter === OptionalInstallation.Existing) {
        if (nodeExporterNamespaces?.length) return [];
        return [
            {
                path: "nodeExporterNamespaces",
                found: 'is missing, and nodeExporter is "existing"',
                expected: "the namespaces of its ServiceMonitor",
            },
        ];
    }
    const given = { nodeExporterSelector, nodeExporterNamespaces };
    return Object.entries(given).flatMap(([path, value]) =>
        value === undefined
            ? []
            : [
                  {
                      path,
                      found: `is given, and nodeExporter is "${nodeExporter}"`,
                      expected: 'one of the two: nodeExporter "existing", or none of this',
                  },
              ],
    );
}
