import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { AlloyStack } from "./components";
import { DevEnvironment, DevEnvironmentArgs } from "./components/dev";
import { clusterProvider } from "./settings/clusterProvider";
import { FormerNames, formerNames } from "./settings/formerNames";
import { kubeconfigText } from "./settings/kubeconfig";
import { Settings } from "./settings/settings";
import { vaultProvider } from "./settings/vaultProvider";

export interface ProgramOptions {
    /** Ask nothing of Docker, Vault and the cluster: for rendering. Defaults to false. */
    offline?: boolean;
}

/** Everything that a stack's settings ask for. Returns the stack's outputs. */
export function program(settings: Settings, { offline = false }: ProgramOptions = {}) {
    const { cluster } = settings;
    const former = formerNames(settings.stack.clusterName);
    const [generated, resolveGenerated] = pulumi.deferredOutput<Record<string, string>>();
    const servers = settings.dev && serverLogins(settings.dev, generated);
    const dev = servers && devEnvironment({ ...servers, offline }, former);
    const external =
        settings.vault &&
        (offline ? new vault.Provider("vault") : vaultProvider(settings.vault, former.vaultProvider));
    const stack = new AlloyStack(
        "alloy-stack",
        { ...settings.stack, ...(!offline && { explain: { kubeconfig: kubeconfigText(cluster) } }) },
        {
            providers: [
                offline ? new kubernetes.Provider("kubernetes") : clusterProvider(cluster),
                ...(dev ? [dev.vaultProvider] : []),
                ...(external ? [external] : []),
            ],
            aliases: former.stack,
            ...(dev && { transformations: [dev.keepVaultFilled] }),
        },
    );
    resolveGenerated(stack.generatedPasswords);
    const login = (port: number, password: pulumi.Input<string>) =>
        pulumi.secret({ url: `http://127.0.0.1:${port}`, username: "admin", password });
    return {
        prometheus: servers && login(9090, servers.prometheusPassword),
        logs: servers && login(3100, servers.logsPassword),
        namespace: stack.namespace,
        configMap: stack.configMapName,
        secretStore: stack.secretStoreName,
        secrets: stack.secretNames,
        vaultPaths: stack.vaultPaths,
    };
}

/** A password that was generated for a remote called "local" is what the server asks for to which that leads. */
function serverLogins(
    args: DevEnvironmentArgs,
    generated: pulumi.Output<Record<string, string>>,
): DevEnvironmentArgs {
    const password = (remote: string, given: pulumi.Input<string>) =>
        pulumi.secret(pulumi.all([generated, given]).apply(([all, own]) => all[remote] ?? own));
    return {
        ...args,
        prometheusPassword: password("prometheus/local", args.prometheusPassword),
        logsPassword: password("loki/local", args.logsPassword),
    };
}

function devEnvironment(args: DevEnvironmentArgs, former: FormerNames): DevEnvironment {
    return new DevEnvironment("dev", args, { providers: [new docker.Provider("docker")], ...former.dev });
}
