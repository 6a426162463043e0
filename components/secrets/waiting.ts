import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { ClusterWords } from "../explain/clusterWords";
import { Awaited, observe } from "./observed";
import { Reader } from "./readiness";

/** Reads the operator's objects with the Kubernetes provider, and their events with a kubeconfig, if there is one. */
export class ProviderReader implements Reader {
    private readonly counts = new Map<string, number>();

    constructor(
        private readonly name: string,
        private readonly parent: pulumi.Resource,
        private readonly words?: ClusterWords,
    ) {}

    async read(object: Awaited) {
        const which = `${this.name}-${object.kind}-${object.name}`;
        // The first reading has the same name in every update; later ones are there only while something is not ready.
        const count = (this.counts.get(which) ?? 0) + 1;
        this.counts.set(which, count);
        return observe(`${which}-${count}`, object, this.parent);
    }

    async lastWarning({ name, namespace }: Awaited): Promise<string | undefined> {
        return this.words?.lastWarning(name, namespace);
    }

    /** Any change of the object makes the operator look at it; this annotation is the one that its users know. */
    askAgain({ kind, name, namespace }: Awaited): void {
        new k8s.apiextensions.CustomResourcePatch(
            `${this.name}-${kind}-${name}-sync`,
            {
                apiVersion: "external-secrets.io/v1",
                kind,
                metadata: {
                    name,
                    ...(namespace && { namespace }),
                    annotations: { "force-sync": new Date().toISOString() },
                },
            },
            // It goes with the object. Without that, taking back the annotation would fail.
            { parent: this.parent, retainOnDelete: true },
        );
    }
}
