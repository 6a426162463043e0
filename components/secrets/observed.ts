import * as pulumi from "@pulumi/pulumi";

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

/**
 * An object of the operator as it is in the cluster now, read by the Kubernetes provider. Each reading is a resource of its
 * own in Pulumi's state, which nobody manages.
 */
class Reading extends pulumi.CustomResource {
    declare readonly metadata: pulumi.Output<Observed["metadata"]>;
    declare readonly status: pulumi.Output<Observed["status"]>;

    constructor(name: string, { kind, name: object, namespace }: Awaited, parent: pulumi.Resource) {
        const id = namespace ? `${namespace}/${object}` : object;
        const properties = { metadata: undefined, status: undefined };
        super(`kubernetes:external-secrets.io/v1:${kind}`, name, properties, { parent, id });
    }
}

/** Read an object. `name` is the reading's own, different for each. */
export async function observe(name: string, object: Awaited, parent: pulumi.Resource): Promise<Observed> {
    const { metadata, status } = new Reading(name, object, parent);
    return new Promise((resolve) => {
        pulumi.all([metadata, status]).apply(([found, state]) => {
            resolve({ metadata: found, ...(state && { status: state }) });
        });
    });
}
