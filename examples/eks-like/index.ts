import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { AlloyStack } from "alloy-stack";

/** A cluster and a Vault that the same update creates: until they are there, nobody knows their addresses. */
class Platform extends pulumi.ComponentResource {
    readonly kubeconfig: pulumi.Output<string>;
    readonly vaultAddress: pulumi.Output<string>;

    constructor(name: string) {
        super("example:index:Platform", name);
        // In place of an eks.Cluster and a Vault: two resources whose values are known after they have been created.
        const cluster = new pulumi.Stash(`${name}-cluster`, { input: '{"kind":"Config"}' }, { parent: this });
        const server = new pulumi.Stash(
            `${name}-vault`,
            { input: "https://vault.example.com:8200" },
            { parent: this },
        );
        this.kubeconfig = pulumi.interpolate`${cluster.output}`;
        this.vaultAddress = pulumi.interpolate`${server.output}`;
        this.registerOutputs();
    }
}

const config = new pulumi.Config();
const { kubeconfig, vaultAddress: address } = new Platform("platform");
const cluster = new kubernetes.Provider("cluster", { kubeconfig, enableConfigMapMutable: true });
const token = config.requireSecret("vaultToken");
const writer = new vault.Provider("vault", { address, token });

export const { ready } = new AlloyStack(
    "agent",
    {
        clusterName: "eks-prod",
        prometheusRemotes: [
            {
                name: "managed",
                url: "https://aps.example.com/workspaces/ws-1/api/v1/remote_write",
                username: "agent",
                password: config.requireSecret("prometheusPassword"),
            },
        ],
        vault: { address },
        esoLogin: { password: config.requireSecret("esoPassword") },
    },
    { providers: [cluster, writer] },
);
