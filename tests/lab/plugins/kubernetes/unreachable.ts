import { Context } from "../plugin";
import { Unreachable } from "./kubeconfig";
import { Settings } from "./settings";

/** The official plugin looks for the API's description before anything else, and knows the cluster by that. */
export function noSchema(reason: string): Unreachable {
    return new Unreachable(`unable to load schema information from the API server: ${reason}`);
}

/** What the official plugin says of a change, in a cluster that cannot be reached. */
export function cannotChange({ message }: Unreachable): Error {
    return new Error(`configured Kubernetes cluster is unreachable: ${message}`);
}

/** What is read there is gone if the provider is told so, and a failure otherwise. */
export function readUnreachable(error: Unreachable, settings: Settings, context: Context): void {
    goneIfToldSo(error, settings, context, "failed to read resource state due to unreachable cluster");
}

/** And so is what is to be deleted. */
export function deleteUnreachable(error: Unreachable, settings: Settings, context: Context): void {
    goneIfToldSo(error, settings, context, "configured Kubernetes cluster is unreachable");
}

function goneIfToldSo(error: Unreachable, settings: Settings, { log }: Context, words: string): void {
    log("warning", cannotChange(error).message);
    if (!settings.deleteUnreachable) {
        throw new Error(
            `${words}. If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the ` +
                'operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
            { cause: error },
        );
    }
    log(
        "info",
        "configured Kubernetes cluster is unreachable and the `deleteUnreachable` option is enabled. Deleting the " +
            "unreachable resource from Pulumi state",
    );
}
