import { ModulesArgs } from "../components/agent/modules";
import { MonitorsArgs, ScrapeAnnotationsArgs } from "../components/agent/monitors";
import { PodLogsArgs } from "../components/agent/podLogs";
import { AlloyStackArgs } from "../components/args";
import { OptionalInstallation } from "../components/installation";
import { StackValues } from "./schema";

/** The args about what is collected that a stack's configuration has, under the same names. */
export function collectedArgs(values: StackValues): Partial<AlloyStackArgs> {
    const { labels, modules, podLogs, monitors, scrapeAnnotations, kubeStateMetrics } = values;
    const { kubeStateMetricsSelector: selector, kubeStateMetricsNamespaces: namespaces } = values;
    return {
        ...(Object.keys(labels).length > 0 && { labels }),
        // What is not given in them is left out rather than undefined: it was JSON.
        ...(Object.keys(modules).length > 0 && { modules: modules as ModulesArgs }),
        ...(podLogs && { podLogs: podLogsArgs(podLogs) }),
        ...(values.events && { events: true }),
        ...(kubeStateMetrics !== OptionalInstallation.None && { kubeStateMetrics }),
        ...(Object.keys(selector).length > 0 && { kubeStateMetricsSelector: selector }),
        ...(namespaces.length > 0 && { kubeStateMetricsNamespaces: namespaces }),
        ...(monitors && { monitors: monitors as MonitorsArgs }),
        ...(scrapeAnnotations && { scrapeAnnotations: scrapeAnnotations as ScrapeAnnotationsArgs }),
    };
}

/** In the args, all namespaces are those of which none is named. */
function podLogsArgs({ namespaces, ...rest }: NonNullable<StackValues["podLogs"]>): PodLogsArgs {
    return { ...(namespaces !== "all" && { namespaces }), ...(rest as PodLogsArgs) };
}
