import { MonitorsArgs } from "../agent/monitors";
import { AlloyStackArgs } from "../args";
import { OptionalInstallation } from "../installation";
import { addedLabelsProblem } from "./labels";
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
        ...(args.monitors ? monitorsProblems(args.monitors, args) : []),
        ...(args.scrapeAnnotations
            ? [
                  ...namespacesProblems("scrapeAnnotations.namespaces", args.scrapeAnnotations.namespaces),
                  ...scrapeProblems("scrapeAnnotations", args.scrapeAnnotations),
              ]
            : []),
        ...(modules.nodeExporter?.interval !== undefined ? othersMonitor(args) : []),
    ];
}

/** How often somebody else's ServiceMonitor is scraped is said in it. */
function othersMonitor({ nodeExporter }: AlloyStackArgs): Problem[] {
    if (nodeExporter !== OptionalInstallation.Existing) return [];
    return [
        {
            path: "modules.nodeExporter.interval",
            found: "is given, and the node exporter's ServiceMonitor is somebody else's",
            expected: "no interval: that ServiceMonitor has its own",
        },
    ];
}

function monitorsProblems(monitors: MonitorsArgs, args: AlloyStackArgs): Problem[] {
    const { namespaces, selector = {} } = monitors;
    const others = args.nodeExporter === OptionalInstallation.Existing ? args.nodeExporterNamespaces : [];
    const both = Object.keys(selector).length === 0 && namespaces.find((one) => others?.includes(one));
    return [
        ...namespacesProblems("monitors.namespaces", namespaces),
        ...at("monitors.selector", labelsProblem(selector)),
        ...scrapeProblems("monitors", monitors),
        ...(both
            ? at("monitors.namespaces", {
                  found: `has "${both}", and so has nodeExporterNamespaces: a node exporter there would be scraped twice`,
                  expected: 'nodeExporter: "none", as monitors lead to it, or a selector of other monitors',
              })
            : []),
    ];
}

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
