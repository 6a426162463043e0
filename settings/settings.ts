import * as pulumi from "@pulumi/pulumi";

import { AlloyStackArgs, DevArgs } from "../components/alloyStack";
import { Charts } from "../components/charts";
import { Remote, RemoteKind } from "../components/remote";
import { findNodeIp } from "./nodeIp";
import { Passwords } from "./passwords";
import { SettingsError } from "./problems";
import { parseRemote } from "./remotes";
import { readValues, StackValues } from "./schema";

/** Read the configuration of the stack that is being deployed. Throws one `SettingsError` that names every problem. */
export function readSettings(config: pulumi.Config): AlloyStackArgs {
    const problems: string[] = [];
    const values = readValues(config, problems);
    if (!values) throw new SettingsError(problems);

    const nodeIp = values.nodeIp ?? findNodeIp();
    const remotes = readRemotes(
        values.prometheusRemotes,
        nodeIp,
        `${config.name}:prometheusRemotes`,
        problems,
    );
    const passwords = new Passwords(values, config.name, problems);
    const settings: AlloyStackArgs = {
        clusterName: values.clusterName,
        remotes: remotes.map((remote) => ({
            remote,
            password: remote.username ? passwords.ofRemote(`${remote.kind}/${remote.name}`) : "",
        })),
        operatorLogin: { username: values.operatorUsername, password: passwords.ofOperator() },
        cluster: {
            ...(values.kubeconfig && { kubeconfig: values.kubeconfig }),
            ...(values.context && { context: values.context }),
        },
        offline: values.offline,
        charts: values.charts as Charts,
        images: values.images,
        ...(values.vaultAddress
            ? { enterpriseVault: enterpriseVault(values, values.vaultAddress) }
            : { dev: dev(nodeIp, passwords, config.name, problems) }),
    };
    if (problems.length > 0) throw new SettingsError(problems);
    return settings;
}

function enterpriseVault({ vaultCaCertificate }: StackValues, address: string) {
    return { address, ...(vaultCaCertificate && { caCertificate: vaultCaCertificate }) };
}

function dev(nodeIp: string | undefined, passwords: Passwords, project: string, problems: string[]): DevArgs {
    if (!nodeIp) {
        problems.push(
            `${project}:nodeIp: this machine has no IPv4 address but its own loopback; give the one pods reach it under`,
        );
    }
    return {
        nodeIp: nodeIp ?? "",
        vaultRootToken: passwords.vaultRootToken(),
        // The local Prometheus is what the remote called "local" leads to.
        backendLogin: { username: "admin", password: passwords.ofRemote("prometheus/local") },
    };
}

function readRemotes(texts: string[], nodeIp: string | undefined, key: string, problems: string[]): Remote[] {
    const remotes = texts.flatMap((text, index) => {
        const result = parseRemote(
            RemoteKind.Prometheus,
            nodeIp ? text.replaceAll("$NODE_IP", nodeIp) : text,
        );
        if ("remote" in result) return [result.remote];
        problems.push(`${key}[${index}]: ${result.problem}`);
        return [];
    });
    const names = remotes.map(({ name }) => name);
    for (const name of new Set(names.filter((n, index) => names.indexOf(n) !== index))) {
        problems.push(`${key}: two remotes are called "${name}"; give one of them another name`);
    }
    return remotes;
}
