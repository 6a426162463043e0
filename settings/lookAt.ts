import { releaseName } from "../components/agent/agent";
import { DevServer } from "../components/dev/servers";
import { AlloyStackArgs } from "../components/args";
import { needsStore, RemoteKind } from "../components/remotes";
import { Settings } from "./settings";

/** Where to look at a stack that is deployed: commands to run, queries to ask, addresses to open. No secret is in them. */
export type LookAt = Record<string, string>;

/** What there is to look at, and the command or the query for it. `stack` is the stack's name as Pulumi has it. */
export function lookAt(stack: string, settings: Settings): LookAt {
    const { stack: args, remotes, dev } = settings;
    const grafana = dev?.servers?.includes(DevServer.Grafana) ? { grafana: "http://127.0.0.1:3000" } : {};
    if (args.agent === false) return { ...grafana };
    const cluster = `cluster="${args.clusterName}"`;
    const kinds = new Set(remotes.map(({ kind }) => kind));
    return {
        verify: `npx alloy-stack verify --stack ${stack}`,
        ...inCluster(settings),
        ...(kinds.has(RemoteKind.Prometheus) && { metrics: `up{job="alloy", ${cluster}}` }),
        ...(kinds.has(RemoteKind.Loki) && { logs: `{${cluster}}` }),
        ...grafana,
    };
}

function inCluster({ cluster: { kubeconfig, context }, stack: args }: Settings): LookAt {
    const namespace = args.namespaces?.agent ?? "grafana-alloy";
    // Nothing in a stack's configuration comes from other resources.
    if (typeof namespace !== "string") throw new Error("the agents' namespace comes from another resource");
    const login = [
        ...(kubeconfig ? ["--kubeconfig", kubeconfig] : []),
        ...(context ? ["--context", context] : []),
    ];
    const kubectl = (...words: string[]) => ["kubectl", ...login, "-n", namespace, ...words].join(" ");
    return {
        agents: kubectl("get", "pods", "-l", `app.kubernetes.io/instance=${releaseName}`, "-o", "wide"),
        agentPage: `${kubectl("port-forward", `daemonset/${releaseName}`, "12345")}, then http://127.0.0.1:12345`,
        configuration: kubectl("get", "configmap", `${releaseName}-cm`, "-o", "yaml"),
        ...(hasSynced(args) && { secrets: kubectl("get", "externalsecrets") }),
    };
}

/** Whether the External Secrets Operator brings a secret of any remote. */
function hasSynced({ prometheusRemotes = [], lokiRemotes = [] }: AlloyStackArgs): boolean {
    return (
        prometheusRemotes.some((remote) => needsStore({ ...remote, kind: RemoteKind.Prometheus })) ||
        lokiRemotes.some((remote) => needsStore({ ...remote, kind: RemoteKind.Loki }))
    );
}
