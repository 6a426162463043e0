import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { chartArgs, ChartSource } from "../charts";
import { ChartValues, mergedValues } from "../chartValues";
import { formerType } from "../formerType";
import { imageParts } from "../images";
import { NamespaceSettings, stackNamespace } from "../namespace";
import { linux, operatorTolerations, PodPlacement, pullSecrets } from "../pods";
import { proxyEnv } from "../proxy";
import { settledValue } from "../settledValue";
import { Problem } from "../validate/problem";
import { ProxyArgs } from "../vault/connection";

const released: ChartSource = {
    chart: "external-secrets",
    version: "2.9.0",
    repository: "https://charts.external-secrets.io",
};

/** Its repository, where the chart is left to choose the version. */
const repository = "external-secrets/external-secrets";

export interface ExternalSecretsOperatorArgs {
    namespace: pulumi.Input<string>;
    namespaceSettings: NamespaceSettings;
    pods: PodPlacement;
    /** For how many seconds its pods are waited for. */
    rolloutTimeout: number;
    /** Between it and Vault. */
    proxy?: ProxyArgs;
    chart?: ChartSource;
    /** More values for the chart. */
    values?: ChartValues;
    image?: string;
}

/** The External Secrets Operator in a namespace of its own. Its CRDs, and so other people's secrets, outlive it. */
export class ExternalSecretsOperator extends pulumi.ComponentResource {
    constructor(name: string, args: ExternalSecretsOperatorArgs, options?: pulumi.ComponentResourceOptions) {
        super("alloy-stack:index:ExternalSecretsOperator", name, {}, formerType("Operator", options));

        const namespace = stackNamespace(
            name,
            {
                name: settledValue(`${name}-namespace`, args.namespace, moved, { parent: this }),
                podSecurity: "restricted",
                ...args.namespaceSettings,
            },
            this,
        );
        new k8s.helm.v3.Release(
            name,
            {
                name: "external-secrets",
                namespace,
                ...chartArgs(args.chart ?? released),
                values: mergedValues(
                    {
                        installCRDs: true,
                        crds: { annotations: { "helm.sh/resource-policy": "keep" } },
                        ...forEachDeployment(args),
                        ...(args.proxy && { extraEnv: proxyEnv(args.proxy) }),
                    },
                    args.values ?? {},
                ),
                timeout: args.rolloutTimeout,
            },
            // Its deployments, roles and webhooks have fixed names.
            { parent: this, deleteBeforeReplace: true },
        );
        this.registerOutputs();
    }
}

/**
 * Why the namespace has to stay the one in which the operator was first installed: Helm lets no release in another namespace
 * take over its CRDs, so a change would fail half-way.
 */
function moved(now: string, before: string, stash: string): Problem {
    return {
        path: "namespaces.externalSecrets",
        found: [
            `is "${now}", and the operator was installed in "${before}": its CRDs belong to the release there. To move it, give them to the new one first:`,
            `  kubectl annotate --overwrite $(kubectl get crds --output=name | grep external-secrets.io) meta.helm.sh/release-namespace=${now}`,
            `  pulumi up --replace '${stash}'`,
        ].join("\n"),
    };
}

/** What the chart asks for three times, once for each of its deployments. */
function forEachDeployment(args: ExternalSecretsOperatorArgs) {
    const { tolerations, priorityClassName, imagePullSecrets } = args.pods;
    const secrets = pullSecrets(imagePullSecrets);
    const values = {
        nodeSelector: linux,
        tolerations: operatorTolerations(tolerations),
        ...(priorityClassName && { priorityClassName }),
        ...imageValues(args),
        ...(secrets.length > 0 && { imagePullSecrets: secrets }),
    };
    return { ...values, webhook: values, certController: values };
}

function imageValues({ image, pods: { imageMirror } }: ExternalSecretsOperatorArgs) {
    if (image) {
        const { registry, repository: path, tag, digest } = imageParts(image);
        // Its chart knows of no digests.
        const whole = digest === undefined ? tag : `${tag}@${digest}`;
        return { image: { repository: `${registry}/${path}`, tag: whole } };
    }
    return imageMirror ? { image: { repository: `${imageMirror}/${repository}` } } : {};
}
