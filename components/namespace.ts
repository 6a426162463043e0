import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { RegistryLoginArgs, registrySecret } from "./imagePull";
import { Reading } from "./reading";

/** The stack's namespaces. */
export interface NamespacesArgs {
    /** The agent's, its ConfigMap's and its Secrets'. Defaults to "grafana-alloy". A change replaces what is in it. */
    agent?: pulumi.Input<string>;
    /** The External Secrets Operator's. Defaults to "external-secrets". It can't be changed while the operator is there. */
    externalSecrets?: pulumi.Input<string>;
    /** The node exporter's. Defaults to "node-exporter". A change replaces what is in it. */
    nodeExporter?: pulumi.Input<string>;
}

export type Namespaces = Required<NamespacesArgs>;

/** The level of Kubernetes' pod security that a namespace needs. */
export type PodSecurity = "privileged" | "restricted";

/** What is the same for all of a stack's namespaces. */
export interface NamespaceSettings {
    /** Make it, and remove it with the stack. Otherwise it is there, and stays. */
    create: boolean;
    /** More labels of those that are made, which win. */
    labels: Record<string, string>;
    /** A login for the registry of images: each namespace has it as a Secret. */
    registryLogin?: RegistryLoginArgs;
}

export interface StackNamespaceArgs extends NamespaceSettings {
    name: pulumi.Input<string>;
    /** What its pods need: a cluster that enforces less would keep them from starting. */
    podSecurity: PodSecurity;
}

const namespaceKind = { type: "kubernetes:core/v1:Namespace", apiVersion: "v1", kind: "Namespace" };

/** A namespace of the stack. Returns its name, known once pods can be created there. */
export function stackNamespace(
    resourceName: string,
    { name, create, podSecurity, labels, registryLogin }: StackNamespaceArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const allLabels = {
        "app.kubernetes.io/part-of": "alloy-stack",
        "pod-security.kubernetes.io/enforce": podSecurity,
        ...labels,
    };
    const namespace = create
        ? new k8s.core.v1.Namespace(resourceName, { metadata: { name, labels: allLabels } }, { parent })
        : new Reading<{ metadata: { name: string } }>(resourceName, { ...namespaceKind, name }, parent);
    const known = namespace.metadata.name;
    if (!registryLogin) return known;
    const { id } = registrySecret(`${resourceName}-registry`, known, registryLogin, parent);
    return pulumi.all([known, id]).apply(([given]) => given);
}
