import * as pulumi from "@pulumi/pulumi";

import { Reading } from "../reading";

/** An object of the External Secrets Operator that has to become ready. */
export interface Awaited {
    kind: "ClusterSecretStore" | "ExternalSecret";
    name: string;
    /** None for a ClusterSecretStore. */
    namespace?: string;
}

interface Condition {
    type: string;
    status: string;
    reason?: string;
    message?: string;
    lastTransitionTime?: string;
}

/** The parts of such an object that tell how it is. */
export interface Observed {
    metadata: {
        generation?: number;
        managedFields?: { subresource?: string; time?: string }[];
    };
    status?: {
        conditions?: Condition[];
        /** "generation-hash" of what was last synced. */
        syncedResourceVersion?: string;
        refreshTime?: string;
    };
}

const apiVersion = "external-secrets.io/v1";

/**
 * Read an object as it is in the cluster now. Each reading is a resource of its own in Pulumi's state; `name` is its, different
 * for each.
 */
export async function observe(name: string, object: Awaited, parent: pulumi.Resource): Promise<Observed> {
    const type = `kubernetes:${apiVersion}:${object.kind}`;
    const { metadata, status } = new Reading<Observed>(name, { ...object, type, apiVersion }, parent);
    return new Promise((resolve) => {
        pulumi.all([metadata, status]).apply(([found, state]) => {
            resolve({ metadata: found, ...(state && { status: state }) });
        });
    });
}
