import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { formerType } from "../formerType";
import { imageParts } from "../images";
import { ownNamespace } from "../namespace";
import { PodPlacement, pullSecrets } from "../pods";

const released: ChartSource = {
    chart: "external-secrets",
    version: "2.9.0",
    repository: "https://charts.external-secrets.io",
};

/** Its repository, where the chart is left to choose the version. */
const repository = "external-secrets/external-secrets";

export interface ExternalSecretsOperatorArgs {
    namespace: pulumi.Input<string>;
    /** More labels of the namespace. */
    namespaceLabels: Record<string, string>;
    pods: PodPlacement;
    /** For how many seconds its pods are waited for. */
    rolloutTimeout: number;
    chart?: ChartSource;
    image?: string;
}

/** The External Secrets Operator in a namespace of its own. Its CRDs, and so other people's secrets, outlive it. */
export class ExternalSecretsOperator extends pulumi.ComponentResource {
    constructor(name: string, args: ExternalSecretsOperatorArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:ExternalSecretsOperator", name, {}, formerType("Operator", options));

        const namespace = ownNamespace(
            name,
            {
                name: this.settled(name, args.namespace),
                podSecurity: "restricted",
                labels: args.namespaceLabels,
            },
            this,
        );
        new k8s.helm.v3.Release(
            name,
            {
                name: "external-secrets",
                namespace,
                ...chartArgs(args.chart ?? released),
                values: {
                    installCRDs: true,
                    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
                    ...forEachDeployment(args),
                },
                timeout: args.rolloutTimeout,
            },
            // Its deployments, roles and webhooks have fixed names.
            { parent: this, deleteBeforeReplace: true },
        );
        this.registerOutputs();
    }

    /**
     * The namespace, if it is the one in which the operator was first installed. Helm lets no release in another namespace take
     * over its CRDs: a change would fail half-way.
     */
    private settled(name: string, namespace: pulumi.Input<string>): pulumi.Output<string> {
        const { output: first, urn } = new pulumi.Stash(
            `${name}-namespace`,
            { input: namespace },
            { parent: this },
        );
        return pulumi.all([namespace, first, urn]).apply(([now, before, stash]) => {
            if (now === before) return now;
            throw new pulumi.InputPropertyError({
                propertyPath: "namespaces.externalSecrets",
                reason: [
                    `is "${now}", and the operator was installed in "${String(before)}": its CRDs belong to the release there. To move it, give them to the new one first:`,
                    `  kubectl get crds --output=name | grep external-secrets.io | xargs kubectl annotate --overwrite meta.helm.sh/release-namespace=${now}`,
                    `  pulumi up --replace '${stash}'`,
                ].join("\n"),
            });
        });
    }
}

/** What the chart asks for three times, once for each of its deployments. */
function forEachDeployment(args: ExternalSecretsOperatorArgs) {
    const secrets = pullSecrets(args.pods.imagePullSecrets);
    const values = { ...imageValues(args), ...(secrets.length > 0 && { imagePullSecrets: secrets }) };
    return Object.keys(values).length > 0 ? { ...values, webhook: values, certController: values } : {};
}

function imageValues({ image, pods: { imageMirror } }: ExternalSecretsOperatorArgs) {
    if (image) {
        const { registry, repository: path, tag } = imageParts(image);
        return { image: { repository: `${registry}/${path}`, tag } };
    }
    return imageMirror ? { image: { repository: `${imageMirror}/${repository}` } } : {};
}
