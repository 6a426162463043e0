import { MonitorsArgs } from "../agent/monitors";
import { AlloyStackArgs } from "../args";
import { OptionalInstallation } from "../installation";
import { addedLabelsProblem } from "./labels";
import { journalProblems } from "./journal";
import { labelsProblem } from "./kubernetes";
import { modulesProblems, scrapeProblems } from "./modules";
import { namespacesProblems, podLogsProblems } from "./podLogs";
import { Found, Problem } from "./problem";

/** What is wrong with what is to be collected, and with how it is labelled. */
export function collectedProblems(args: AlloyStackArgs): Problem[] {
    const { labels = {}, modules = {}, podLogs } = args;
    return [
        ...at("labels", addedLabelsProblem(labels)),
        ...modulesProblems(modules),
        ...(podLogs ? podLogsProblems(podLogs) : []),
        ...(args.journal ? journalProblems(args.journal) : []),
        ...kubeStateMetricsProblems(args),
        ...(args.monitors ? monitorsProblems(args.monitors, args) : []),
        ...(args.scrapeAnnotations
            ? [
                  ...namespacesProblems("scrapeAnnotations.namespaces", args.scrapeAnnotations.namespaces),
                  ...scrapeProblems("scrapeAnnotations", args.scrapeAnnotations),
              ]
            : []),
        ...othersInterval("nodeExporter", args),
        ...othersInterval("kubeStateMetrics", args),
    ];
}

/** How often somebody else's ServiceMonitor is scraped is said in it. */
function othersInterval(module: "nodeExporter" | "kubeStateMetrics", args: AlloyStackArgs): Problem[] {
    const isGiven = args.modules?.[module]?.interval !== undefined;
    if (!isGiven || args[module] !== OptionalInstallation.Existing) return [];
    return [
        {
            path: `modules.${module}.interval`,
            found: "is given, and the ServiceMonitor is somebody else's",
            expected: "no interval: that ServiceMonitor has its own",
        },
    ];
}

/** Whoever may write a monitor decides what is scraped: somebody else's is looked for in named namespaces only. */
function kubeStateMetricsProblems(args: AlloyStackArgs): Problem[] {
    const { kubeStateMetricsSelector: selector, kubeStateMetricsNamespaces: namespaces } = args;
    const { kubeStateMetrics = OptionalInstallation.None } = args;
    if (kubeStateMetrics === OptionalInstallation.Existing) {
        return [
            ...(namespaces === undefined
                ? at("kubeStateMetricsNamespaces", {
                      found: 'is missing, and kubeStateMetrics is "existing"',
                      expected: "the namespaces of its ServiceMonitor",
                  })
                : namespacesProblems("kubeStateMetricsNamespaces", namespaces)),
            ...at("kubeStateMetricsSelector", labelsProblem(selector ?? {})),
        ];
    }
    const given = { kubeStateMetricsSelector: selector, kubeStateMetricsNamespaces: namespaces };
    return Object.entries(given).flatMap(([path, value]) =>
        at(
            path,
            value && {
                found: `is given, and kubeStateMetrics is "${kubeStateMetrics}"`,
                expected: 'one of the two: kubeStateMetrics "existing", or none of this',
            },
        ),
    );
}

function monitorsProblems(monitors: MonitorsArgs, args: AlloyStackArgs): Problem[] {
    const { namespaces, selector = {} } = monitors;
    const others = [
        ...(args.nodeExporter === OptionalInstallation.Existing ? (args.nodeExporterNamespaces ?? []) : []),
        ...(args.kubeStateMetricsNamespaces ?? []),
    ];
    const both = Object.keys(selector).length === 0 && namespaces.find((one) => others.includes(one));
    return [
        ...namespacesProblems("monitors.namespaces", namespaces),
        ...at("monitors.selector", labelsProblem(selector)),
        ...scrapeProblems("monitors", monitors),
        ...(both
            ? at("monitors.namespaces", {
                  found: `has "${both}", where something is scraped already that is "existing"`,
                  expected:
                      'a selector of other monitors; or "none" in the place of "existing", as monitors lead to it',
              })
            : []),
    ];
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
