import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ServiceAccountArgs } from "../vault/login";

/**
 * Let the operator's service account ask its cluster whether a token is genuine: Vault asks with the token that it is
 * shown, and needs none of its own. Where Vault's owners have given it one, this is not needed, and harmless.
 */
export function tokenReviewer(
    name: string,
    serviceAccount: ServiceAccountArgs,
    options: pulumi.CustomResourceOptions,
): k8s.rbac.v1.ClusterRoleBinding {
    return new k8s.rbac.v1.ClusterRoleBinding(
        name,
        {
            metadata: {
                name: "alloy-stack-vault-token-reviewer",
                labels: { "app.kubernetes.io/part-of": "alloy-stack" },
            },
            roleRef: {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "ClusterRole",
                name: "system:auth-delegator",
            },
            subjects: [{ kind: "ServiceAccount", ...serviceAccount }],
        },
        options,
    );
}
