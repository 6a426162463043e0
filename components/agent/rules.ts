import { Collected } from "./collected";
import { isOn } from "./modules";

/** A rule of a ClusterRole. */
export interface AccessRule {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
}

const read = ["get", "list", "watch"];

/**
 * What agents may ask the API server, and no more than what they collect needs: never a Secret or a ConfigMap, and not
 * `nodes/proxy`, with which a kubelet runs commands in any container.
 */
export function accessRules({ modules, podLogs, monitors, events }: Collected): AccessRule[] {
    const asksKubelets = isOn(modules, "kubelet") || isOn(modules, "cadvisor");
    return [
        {
            apiGroups: [""],
            resources: [
                ...(asksKubelets ? ["nodes"] : []),
                "pods",
                "services",
                "endpoints",
                ...(podLogs ? ["namespaces"] : []),
                ...(events ? ["events"] : []),
            ],
            verbs: read,
        },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
        {
            apiGroups: ["monitoring.coreos.com"],
            resources: ["servicemonitors", ...(monitors ? ["podmonitors", "probes"] : [])],
            verbs: read,
        },
        // What Probes may lead to.
        ...(monitors ? [{ apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read }] : []),
        ...(asksKubelets ? [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }] : []),
    ];
}
