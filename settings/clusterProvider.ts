import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { settledValue } from "../components/settledValue";
import { Problem } from "../components/validate/problem";
import { ClusterAccess } from "./kubeconfig";

/**
 * The provider for the cluster with that UID, once it is registered. The preview refuses another cluster than the one that the
 * stack's state is of: nothing of that state is there, and what is there may be another stack's.
 */
export async function clusterProvider(access: ClusterAccess, uid: string): Promise<kubernetes.Provider> {
    const anotherCluster = (now: string, before: string, stash: string): Problem => ({
        path: `${pulumi.getProject()}:context`,
        found: `${access.context ? `"${access.context}"` : "the kubeconfig's current context"} leads to another cluster than the one that this stack was deployed to: its namespace kube-system has the UID ${now}, and had ${before}`,
        expected: [
            "the context and the kubeconfig of that cluster.",
            `  If a cluster was made again under the same name: pulumi up --refresh --replace '${stash}'`,
            "  For one more cluster: a stack of its own, pulumi stack init NAME",
        ].join("\n"),
    });
    const provider = new kubernetes.Provider(
        "kubernetes",
        {
            ...access,
            clusterIdentifier: settledValue("cluster", uid, anotherCluster),
            // Without it a changed ConfigMap is deleted for a moment.
            enableConfigMapMutable: true,
        },
        // Another one would replace everything: created in this cluster, and then deleted there.
        { ignoreChanges: ["clusterIdentifier"] },
    );
    // Nothing is said of what another cluster lacks.
    await new Promise((resolve) => provider.urn.apply(resolve));
    return provider;
}
