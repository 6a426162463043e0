import { Labels } from "./labels";
import { ModulesArgs } from "./modules";
import { MonitorsArgs, ScrapeAnnotationsArgs } from "./monitors";
import { PodLogsArgs } from "./podLogs";

/** What is collected, and how it is labelled, beyond what every stack collects: a part of a stack's args. */
export interface Collected {
    labels?: Labels;
    modules?: ModulesArgs;
    podLogs?: PodLogsArgs;
    events?: boolean;
    monitors?: MonitorsArgs;
    scrapeAnnotations?: ScrapeAnnotationsArgs;
}
