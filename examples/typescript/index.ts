import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { AlloyStack } from "alloy-stack";

const config = new pulumi.Config();
const address = "https://vault.example.com:8200";
const url = "https://prometheus.example.com/api/v1/write";
const password = config.requireSecret("prometheusPassword");
const prometheusRemotes = [{ name: "primary", url, username: "agent", password }];
const esoLogin = { password: config.requireSecret("esoPassword") };
const args = { clusterName: "prod-west", prometheusRemotes, vault: { address }, esoLogin };
const providers = [new vault.Provider("vault", { address })];
export const { namespace, vaultPaths } = new AlloyStack("alloy-stack", args, { providers });
