import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { AlloyStack } from "alloy-stack";

const config = new pulumi.Config();
const address = "https://vault.example.com:8200";
const password = config.requireSecret("prometheusPassword");
const shared = new vault.Provider("vault", { address });

/** The clusters by name, each with the context of the kubeconfig that leads to it. */
const clusters = { "prod-west": "west", "prod-east": "east" };

/** Where each cluster's passwords lie. What is a cluster's own in Vault is named after it: entries, policy and login. */
export const vaultPaths = Object.entries(clusters).map(([clusterName, context]) => {
    const cluster = new kubernetes.Provider(clusterName, { context, enableConfigMapMutable: true });
    const agent = new AlloyStack(
        clusterName,
        {
            clusterName,
            prometheusRemotes: [
                {
                    name: "central",
                    url: "https://prometheus.example.com/api/v1/write",
                    username: clusterName,
                    password,
                },
            ],
            vault: { address },
            esoLogin: { password: config.requireSecret(`esoPassword-${clusterName}`) },
        },
        { providers: [cluster, shared] },
    );
    return agent.vaultPaths;
});
