import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { AlloyStack, AlloyStackArgs } from "./components/index";
import { DevEnvironment, DevEnvironmentArgs } from "./components/dev";
import { decide } from "./settings/auto";
import { askCluster } from "./settings/clusterFacts";
import { fitToCluster } from "./settings/clusterFit";
import { withClusterForVault, withNamedCluster } from "./settings/clusterForVault";
import { clusterProvider } from "./settings/clusterProvider";
import { formerNames } from "./settings/formerNames";
import { kubeconfigText } from "./settings/kubeconfig";
import { lookAt } from "./settings/lookAt";
import { Problems } from "./settings/problems";
import { Settings } from "./settings/settings";
import { GivenLogin } from "./settings/vault";
import { askVault } from "./settings/vaultHealth";
import { tryLogin } from "./settings/vaultLogin";
import { askLoginMount } from "./settings/vaultLoginMount";
import { vaultProvider } from "./settings/vaultProvider";

/** What reaches the systems that a stack is deployed to. */
interface Reach {
    kubernetes: kubernetes.Provider;
    /** None if nothing is written into a Vault of others. */
    vault?: vault.Provider;
    /** Nothing is asked of Docker and of the dev Vault. */
    offline?: boolean;
}

/**
 * Everything that a stack's settings ask for. Returns the stack's outputs. Cluster and Vault are asked first: what they cannot
 * have is refused before anything is planned.
 */
export async function program(settings: Settings) {
    const { cluster } = settings;
    const facts = await askCluster(cluster);
    const provider = await clusterProvider(cluster, facts.uid);
    if (settings.vault) await askVault(settings.vault);
    if (settings.vault && settings.vaultLoginMount)
        await askLoginMount(settings.vault, settings.vaultLoginMount);
    if (settings.givenLogin) await checkLogin(settings.givenLogin);
    const auto: Partial<AlloyStackArgs> = {};
    for (const key of settings.auto) auto[key] = await decide(key, facts);
    const fitted = fitToCluster(pulumi.getProject(), { ...settings.stack, ...auto }, settings.remotes, facts);
    for (const warning of fitted.warnings) void pulumi.log.warn(warning);
    const stack = {
        ...(await withClusterForVault(fitted.stack, cluster)),
        explain: { kubeconfig: kubeconfigText(cluster) },
    };
    const { vaultProvider: aliases } = formerNames(stack.clusterName);
    return compose(
        { ...settings, stack },
        {
            kubernetes: provider,
            ...(settings.vault && { vault: await vaultProvider(settings.vault, aliases) }),
        },
    );
}

async function checkLogin(login: GivenLogin): Promise<void> {
    const problems = new Problems(pulumi.getProject());
    await tryLogin(login, problems);
    problems.throwIfAny();
}

/** The same without asking anything, for rendering. */
export function offlineProgram(settings: Settings) {
    const assumed = { ...settings, stack: withNamedCluster(settings.stack) };
    return compose(assumed, {
        kubernetes: new kubernetes.Provider("kubernetes"),
        ...(settings.vault && { vault: new vault.Provider("vault") }),
        offline: true,
    });
}

function compose(settings: Settings, { offline = false, ...reach }: Reach) {
    const { stack: args, dev: devArgs } = settings;
    const former = formerNames(args.clusterName);
    const [generated, resolveGenerated] = pulumi.deferredOutput<Record<string, string>>();
    const servers = devArgs && serverLogins(devArgs, generated);
    const dev =
        servers &&
        new DevEnvironment(
            "dev",
            { ...servers, offline },
            { providers: [new docker.Provider("docker")], ...former.dev },
        );
    const stack = new AlloyStack("alloy-stack", args, {
        providers: [
            reach.kubernetes,
            ...(dev ? [dev.vaultProvider] : []),
            ...(reach.vault ? [reach.vault] : []),
        ],
        aliases: former.stack,
        ...(dev && { transformations: [dev.keepVaultFilled] }),
    });
    resolveGenerated(stack.generatedPasswords);
    const login = (port: number, password: pulumi.Input<string>) =>
        pulumi.secret({ url: `http://127.0.0.1:${port}`, username: "admin", password });
    return {
        // An output without a value is a warning of the engine in every update.
        ...(servers && {
            prometheus: login(9090, servers.prometheusPassword),
            logs: login(3100, servers.logsPassword),
        }),
        namespace: stack.namespace,
        configMap: stack.configMapName,
        secretStore: stack.secretStoreName,
        secrets: stack.secretNames,
        vaultPaths: stack.vaultPaths,
        lookAt: lookAt(pulumi.getStack(), settings),
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
