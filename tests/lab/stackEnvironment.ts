import { official } from "./plugins/standIns";
import { kubeconfig, project } from "./paths";
import { pulumiEnvironment } from "./project";

/** What makes pulumi and alloy-stack deploy to the lab. The lab's own command has put the lab's tools on PATH already. */
export function stackEnvironment(): Record<string, string> {
    return {
        KUBECONFIG: kubeconfig,
        ALLOY_STACK_CWD: project,
        ...pulumiEnvironment(),
        // The stand-ins on PATH are what is meant; downloading is for those who ask for it.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: official ? "false" : "true",
    };
}
