import { kubectl } from "./engine";

interface KubernetesObject {
    kind: string;
    metadata: { name: string; namespace?: string; labels?: unknown };
    [field: string]: unknown;
}

const namespaces = ["grafana-alloy", "external-secrets", "node-exporter"];
const inNamespaces =
    "configmaps,serviceaccounts,daemonsets,deployments,services,externalsecrets,servicemonitors";
const inCluster = "clustersecretstores,clusterroles,clusterrolebindings,validatingwebhookconfigurations";

/** The objects of a stack as their makers have written them, by kind, namespace and name. */
export async function stackObjects(): Promise<Record<string, unknown>> {
    const lists = await Promise.all([
        list(inCluster),
        ...namespaces.map((namespace) => list(inNamespaces, "--namespace", namespace)),
    ]);
    const ours = lists.flat().filter(({ kind, metadata: { name, namespace } }) => {
        if (namespace === undefined)
            return /alloy|external-secret|node-exporter|^vault-|secretstore/.test(name);
        return !["kube-root-ca.crt", "default"].includes(name) || kind === "Deployment";
    });
    return Object.fromEntries(
        ours
            .map((object) => [place(object), written(object)] as const)
            .sort(([one], [other]) => one.localeCompare(other)),
    );
}

async function list(kinds: string, ...where: string[]): Promise<KubernetesObject[]> {
    const text = await kubectl("get", kinds, ...where, "--output=json");
    return (JSON.parse(text) as { items: KubernetesObject[] }).items;
}

function place({ kind, metadata: { name, namespace } }: KubernetesObject): string {
    return [kind, namespace, name].filter(Boolean).join(" ");
}

/** Without what the cluster adds: states, identities, addresses, and the certificate that the operator makes for itself. */
function written({ metadata: { labels }, status: _, ...rest }: KubernetesObject): unknown {
    const added = ["clusterIP", "clusterIPs", "caBundle"];
    return JSON.parse(
        JSON.stringify({ ...rest, labels }, (key, value: unknown) =>
            added.includes(key) ? undefined : value,
        ),
    );
}
