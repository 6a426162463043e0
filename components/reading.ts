import * as pulumi from "@pulumi/pulumi";

export interface ReadingArgs {
    /** As Pulumi calls its kind. Example: "kubernetes:core/v1:Namespace". */
    type: string;
    apiVersion: string;
    kind: string;
    name: pulumi.Input<string>;
    /** None for what is in no namespace. */
    namespace?: string;
}

/**
 * An object in the cluster that the stack does not manage, as the Kubernetes provider reads it. Fails with its name where it
 * is not there.
 *
 * It says in its inputs who it is, as the provider does when it is refreshed: what the provider adds there would be a change.
 */
export class Reading<Found extends { metadata: object; status?: object }> extends pulumi.CustomResource {
    declare readonly metadata: pulumi.Output<Found["metadata"]>;
    declare readonly status: pulumi.Output<Found["status"]>;

    constructor(name: string, args: ReadingArgs, parent: pulumi.Resource) {
        const { type, apiVersion, kind, name: object, namespace } = args;
        const id = namespace === undefined ? object : pulumi.interpolate`${namespace}/${object}`;
        const metadata = { name: object, ...(namespace !== undefined && { namespace }) };
        super(type, name, { apiVersion, kind, metadata, status: undefined }, { parent, id });
    }
}
