import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ClusterAccess, clusterUid } from "./kubeconfig";

/**
 * The provider for a stack's cluster. Fails before anything is planned if the kubeconfig leads to another cluster than the
 * one that the stack's state is of: nothing of that state is there, and what is there may be another stack's.
 */
export function clusterProvider(access: ClusterAccess): kubernetes.Provider {
    const now = pulumi.output(ask(access));
    // Keeps the first cluster that the stack was deployed to.
    const { output: first, urn } = new pulumi.Stash("cluster", { input: now });
    const clusterIdentifier = pulumi
        .all([now, first, urn])
        .apply(([uid, before, stash]) => sameCluster(uid, before as string, stash, access));
    return new kubernetes.Provider(
        "kubernetes",
        {
            ...access,
            clusterIdentifier,
            // Without it a changed ConfigMap is deleted for a moment.
            enableConfigMapMutable: true,
        },
        // Another one would replace everything: created in this cluster, and then deleted there.
        { ignoreChanges: ["clusterIdentifier"] },
    );
}

async function ask(access: ClusterAccess): Promise<string> {
    try {
        return await clusterUid(access);
    } catch (error) {
        const { context = "the current context", kubeconfig = "the kubeconfig" } = access;
        throw new pulumi.RunError(
            `the cluster of ${context} in ${kubeconfig} does not answer: ${(error as Error).message.split("\n")[0] ?? ""}`,
        );
    }
}

function sameCluster(now: string, before: string, stash: string, { context }: ClusterAccess): string {
    if (now === before) return now;
    throw new pulumi.RunError(
        [
            `this stack's state is of another cluster: its namespace kube-system has the UID ${before}, and ${now} in the one that ${context ? `the context "${context}"` : "the kubeconfig"} leads to.`,
            "  If it is the wrong cluster: set alloy-stack:context and alloy-stack:kubeconfig to the right one.",
            "  If a cluster was made again under the same name: pulumi up --refresh --replace " +
                `'${stash}'`,
            "  For one more cluster: a stack of its own, pulumi stack init NAME",
        ].join("\n"),
    );
}
