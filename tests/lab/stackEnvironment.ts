import * as path from "node:path";

import { official } from "./plugins/standIns";
import { kubeconfig, overrides, passphrase, state } from "./paths";

/** What makes the automation's commands deploy to the lab. The cli has put the lab's tools on PATH already. */
export function stackEnvironment(): Record<string, string> {
    return {
        KUBECONFIG: kubeconfig,
        ALLOY_STACK_FOLDER: path.join(state, "stacks"),
        ALLOY_STACK_OVERRIDES: overrides,
        PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
        // The stand-ins on PATH are what is meant; downloading is for those who ask for it.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: official ? "false" : "true",
    };
}
