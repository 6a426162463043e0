import * as pulumi from "@pulumi/pulumi";

import { Installation } from "../components/installation";
import { ClusterFacts } from "./clusterFacts";

/** What can be decided by what the cluster has. */
export type AutoKey = "monitoringCrds" | "externalSecrets";

const crdOf: Record<AutoKey, string> = {
    monitoringCrds: "servicemonitors.monitoring.coreos.com",
    externalSecrets: "externalsecrets.external-secrets.io",
};

/**
 * What "auto" comes to: what is there already is used, and what is not is brought. The first decision is kept in the state, since
 * what the stack has brought is there from then on.
 */
export async function decide(key: AutoKey, facts: ClusterFacts): Promise<Installation> {
    const now = firstDecision(key, facts);
    const kept = new pulumi.Stash(`${key}-auto`, { input: now }, { ignoreChanges: ["input"] });
    return new Promise((resolve) => {
        kept.output.apply(resolve);
        // A preview of some resources only does not know the output. The URN is known always, and not before it.
        kept.urn.apply(() => setImmediate(resolve, now));
    });
}

/** CRDs outlive the stack that has brought them, and belong to it when it is deployed again. */
export function firstDecision(key: AutoKey, { owners, ownNamespaces }: ClusterFacts): Installation {
    const owner = owners.get(crdOf[key]);
    if (owner === undefined) return Installation.Install;
    const [namespace = "", release] = owner.split("/");
    const ours =
        key === "monitoringCrds"
            ? release === "prometheus-operator-crds" && namespace === "default"
            : release === "external-secrets" && ownNamespaces.has(namespace);
    return ours ? Installation.Install : Installation.Existing;
}
