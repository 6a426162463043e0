/** The provider's own inputs, as far as they change anything here. */
export interface Settings {
    /** A path or the content itself; without it KUBECONFIG, then the user's own. */
    kubeconfig?: string;
    /** A context of the kubeconfig, instead of its current one. */
    context?: string;
    /** A changed ConfigMap is updated; it is replaced otherwise. */
    mutableConfigMaps: boolean;
    /** What is in a cluster that cannot be reached counts as gone. */
    deleteUnreachable: boolean;
}

const served = "PULUMI_K8S_DELETE_UNREACHABLE";

/** The official plugin takes more from the environment than the adapter does, which has to be noticed. */
export function refuseEnvironment(environment: Partial<Record<string, string>>): void {
    const others = Object.keys(environment).filter(
        (name) => name.startsWith("PULUMI_K8S_") && name !== served,
    );
    if (others.length === 0) return;
    throw new Error(
        `the lab's adapter for the kubernetes plugin does not serve ${others.join(", ")} of the environment ` +
            `(it serves ${served}); unset it, or use the official plugin`,
    );
}
