import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { imageParts } from "../images";

const released: ChartSource = {
    chart: "external-secrets",
    version: "2.9.0",
    repository: "https://charts.external-secrets.io",
};

export interface OperatorArgs {
    chart?: ChartSource;
    image?: string;
}

/** The External Secrets Operator in a namespace of its own. Its CRDs, and so other people's secrets, outlive it. */
export class Operator extends pulumi.ComponentResource {
    constructor(name: string, args: OperatorArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Operator", name, {}, options);

        const namespace = new k8s.core.v1.Namespace(
            name,
            { metadata: { name: "external-secrets" } },
            { parent: this },
        );
        new k8s.helm.v3.Release(
            name,
            {
                name: "external-secrets",
                namespace: namespace.metadata.name,
                ...chartArgs(args.chart ?? released),
                values: {
                    installCRDs: true,
                    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
                    ...imageValues(args.image),
                },
                timeout: 300,
            },
            { parent: this },
        );
        this.registerOutputs();
    }
}

/** The chart asks for the image three times, once for each of its deployments. */
function imageValues(reference: string | undefined) {
    if (!reference) return {};
    const { registry, repository, tag } = imageParts(reference);
    const image = { repository: `${registry}/${repository}`, tag };
    return { image, webhook: { image }, certController: { image } };
}
