import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { imageParts } from "../images";
import { PodArgs, pullSecrets } from "../pods";

const released: ChartSource = {
    chart: "external-secrets",
    version: "2.9.0",
    repository: "https://charts.external-secrets.io",
};

/** Its repository, where the chart is left to choose the version. */
const repository = "external-secrets/external-secrets";

export interface OperatorArgs {
    /** A change replaces the operator, and nothing that it wrote. */
    namespace: string;
    pods: PodArgs;
    chart?: ChartSource;
    image?: string;
}

/** The External Secrets Operator in a namespace of its own. Its CRDs, and so other people's secrets, outlive it. */
export class Operator extends pulumi.ComponentResource {
    constructor(name: string, args: OperatorArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:Operator", name, {}, options);

        const namespace = new k8s.core.v1.Namespace(
            name,
            { metadata: { name: args.namespace } },
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
                    ...forEachDeployment(args),
                },
                timeout: 300,
            },
            { parent: this },
        );
        this.registerOutputs();
    }
}

/** What the chart asks for three times, once for each of its deployments. */
function forEachDeployment(args: OperatorArgs) {
    const secrets = pullSecrets(args.pods.imagePullSecrets);
    const values = { ...imageValues(args), ...(secrets.length > 0 && { imagePullSecrets: secrets }) };
    return Object.keys(values).length > 0 ? { ...values, webhook: values, certController: values } : {};
}

function imageValues({ image, pods: { imageMirror } }: OperatorArgs) {
    if (image) {
        const { registry, repository: path, tag } = imageParts(image);
        return { image: { repository: `${registry}/${path}`, tag } };
    }
    return imageMirror ? { image: { repository: `${imageMirror}/${repository}` } } : {};
}
