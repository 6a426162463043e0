import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** The level of Kubernetes' pod security that a namespace needs. */
export type PodSecurity = "privileged" | "restricted";

export interface OwnNamespaceArgs {
    name: pulumi.Input<string>;
    /** What its pods need: a cluster that enforces less would keep them from starting. */
    podSecurity: PodSecurity;
    /** More labels, which win. */
    labels: Record<string, string>;
}

/** A namespace that the stack makes, and removes. Returns its name, known once it is there. */
export function ownNamespace(
    resourceName: string,
    { name, podSecurity, labels }: OwnNamespaceArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const metadata = {
        name,
        labels: {
            "app.kubernetes.io/part-of": "alloy-stack",
            "pod-security.kubernetes.io/enforce": podSecurity,
            ...labels,
        },
    };
    return new k8s.core.v1.Namespace(resourceName, { metadata }, { parent }).metadata.name;
}
