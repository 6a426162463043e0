import { official } from "./plugins/adapters";
import { kubeconfig, project } from "./paths";
import { pulumiEnvironment } from "./project";

/** What makes pulumi and alloy-stack deploy to the lab. The lab's own command has put the lab's tools on PATH already. */
export function stackEnvironment(): Record<string, string> {
    return {
        KUBECONFIG: kubeconfig,
        ALLOY_STACK_CWD: project,
        ...pulumiEnvironment(),
        // The adapters on PATH are meant; LAB_PLUGINS=official permits downloads.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: official ? "false" : "true",
    };
}
