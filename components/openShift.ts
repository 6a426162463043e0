import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Let a service account's pods see their node: OpenShift's own role for its "privileged" security context constraints. */
export function privilegedOnOpenShift(
    resourceName: string,
    namespace: pulumi.Input<string>,
    account: pulumi.Input<string>,
    parent: pulumi.Resource,
): k8s.rbac.v1.RoleBinding {
    return new k8s.rbac.v1.RoleBinding(
        resourceName,
        {
            metadata: {
                name: "alloy-stack-privileged",
                namespace,
                labels: { "app.kubernetes.io/part-of": "alloy-stack" },
            },
            roleRef: {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "ClusterRole",
                name: "system:openshift:scc:privileged",
            },
            subjects: [{ kind: "ServiceAccount", name: account, namespace }],
        },
        { parent, deleteBeforeReplace: true },
    );
}
