/** The provider's own inputs, as far as they change anything here. */
export interface Settings {
    /** A path or the content itself; without it KUBECONFIG, then the user's own. */
    kubeconfig?: string;
    /** A context of the kubeconfig, instead of its current one. */
    context?: string;
    /** A changed ConfigMap is updated; it is replaced otherwise. */
    mutableConfigMaps: boolean;
}
