import { AlloyStackArgs } from "../args";
import { OptionalInstallation } from "../installation";
import { addedLabelsProblem } from "./labels";
import { modulesProblems } from "./modules";
import { podLogsProblems } from "./podLogs";
import { Found, Problem } from "./problem";

/** What is wrong with what is to be collected, and with how it is labelled. */
export function collectedProblems(args: AlloyStackArgs): Problem[] {
    const { labels = {}, modules = {}, podLogs } = args;
    return [
        ...at("labels", addedLabelsProblem(labels)),
        ...modulesProblems(modules),
        ...(podLogs ? podLogsProblems(podLogs) : []),
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

function at(path: string, problem: Found | undefined): Problem[] {
    return problem ? [{ path, ...problem }] : [];
}
