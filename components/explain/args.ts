import * as pulumi from "@pulumi/pulumi";

/** A kubeconfig with which a cluster is asked why something does not become ready. */
export interface ExplainArgs {
    /** Its content, or a file's path. It is not kept in the state. */
    kubeconfig: pulumi.Input<string>;
    /** Defaults to the kubeconfig's current context. */
    context?: string;
}
