import * as pulumi from "@pulumi/pulumi";

import { ClusterWords } from "../explain/clusterWords";
import { Awaited, observe } from "./observed";
import { Reader } from "./readiness";

/**
 * What is read of ExternalSecrets, as URNs that Pulumi's --exclude takes. The operator writes down every minute when it synced
 * one last, which a refresh takes for drift.
 */
export const syncTimes = "**:ExternalSecret::*-ready-ExternalSecret-*";

/** Reads the operator's objects with the Kubernetes provider; more is said and done with a kubeconfig, if there is one. */
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

    /** Without a kubeconfig the operator looks by itself, after a failure within a quarter of an hour. */
    askAgain(object: Awaited): void {
        void this.words?.askOperator(object);
    }
}
