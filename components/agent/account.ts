import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { privilegedOnOpenShift } from "../openShift";
import { PodPlacement } from "../pods";
import { Collected } from "./collected";
import { accessRules } from "./rules";

const name = "grafana-alloy";

/**
 * Who the agent is to the API server, and the little it may ask.
 *
 * What it collects decides what that is: see `accessRules`.
 */
export class AgentAccount extends pulumi.ComponentResource {
    readonly accountName: pulumi.Output<string>;

    constructor(
        resourceName: string,
        namespace: pulumi.Input<string>,
        { openShift, agentServiceAccountAnnotations: annotations }: PodPlacement,
        collected: Collected,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("alloy-stack:index:AgentAccount", resourceName, {}, options);
        const labels = { "app.kubernetes.io/part-of": "alloy-stack" };
        const account = new k8s.core.v1.ServiceAccount(
            resourceName,
            { metadata: { name, namespace, labels, ...(annotations && { annotations }) } },
            { parent: this },
        );
        const role = new k8s.rbac.v1.ClusterRole(
            resourceName,
            {
                metadata: { name, labels },
                rules: accessRules(collected),
            },
            { parent: this },
        );
        new k8s.rbac.v1.ClusterRoleBinding(
            resourceName,
            {
                metadata: { name, labels },
                roleRef: {
                    apiGroup: "rbac.authorization.k8s.io",
                    kind: "ClusterRole",
                    name: role.metadata.name,
                },
                subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
            },
            { parent: this },
        );
        if (openShift)
            privilegedOnOpenShift(`${resourceName}-openshift`, namespace, account.metadata.name, this);
        this.accountName = account.metadata.name;
        this.registerOutputs();
    }
}
