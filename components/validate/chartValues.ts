import { AlloyStackArgs } from "../args";
import { ChartValues, isObject } from "../chartValues";
import { Found, Problem, shown } from "./problem";
import { isSecretName } from "./secretNames";

/** What is wrong with the values that users give for charts. */
export function chartValuesProblems(args: AlloyStackArgs): Problem[] {
    return [
        ...problemsIn("agentValues", args.agentValues, agentOwned),
        ...problemsIn("externalSecretsValues", args.externalSecretsValues, operatorOwned),
    ];
}

/** By a value's place in the chart: what to do instead of giving it. */
type Owned = Record<string, string>;

const made = "none: the stack makes it";
const named = "none: the stack's other parts know it by its name";

/** What the stack has to decide itself, or has a key for, of the Alloy chart. */
const agentOwned: Owned = {
    agent: 'the same below "alloy"',
    nameOverride: named,
    fullnameOverride: named,
    namespaceOverride: "namespaces.agent",
    crds: "monitoringCrds",
    rbac: `${made}, with no right to read Secrets`,
    serviceAccount: `${made}; its annotations are agentServiceAccountAnnotations`,
    "global.image.registry": "imageMirror",
    "global.image.pullSecrets": "imagePullSecrets",
    "image.registry": "images.alloy",
    "image.repository": "images.alloy",
    "image.tag": "images.alloy",
    "image.digest": "images.alloy",
    "image.pullSecrets": "imagePullSecrets",
    "configReloader.enabled": "none: agents take on a changed configuration by it",
    "configReloader.image.registry": "images.configReloader",
    "configReloader.image.repository": "images.configReloader",
    "configReloader.image.tag": "images.configReloader",
    "configReloader.image.digest": "images.configReloader",
    "alloy.configMap": "extraModules, which are added to the stack's own configuration",
    "alloy.clustering": "none: agents share what any of them could scrape",
    "alloy.command": "none: the chart's own starts the agent",
    "alloy.storagePath": "storagePath",
    "alloy.resources": "agentResources",
    "alloy.mounts": "none: what agents see of a node is what the stack's modules read",
    "alloy.securityContext": "none; seLinuxOptions and openShift are for what nodes ask for",
    "alloy.listenPort": "none: the chart's, where agents find each other",
    "controller.type": "none: there is an agent on every node",
    "controller.replicas": "none: there is an agent on every node",
    "controller.autoscaling": "none: there is an agent on every node",
    "controller.volumes": "none: what agents see of a node is what the stack's modules read",
    "controller.volumeClaimTemplates": "storagePath",
    "controller.nodeSelector": "nodeSelector",
    "controller.tolerations": "tolerations",
    "controller.affinity": "affinity",
    "controller.priorityClassName": "priorityClassName",
    "controller.podLabels": "podLabels",
    "controller.podAnnotations": "podAnnotations",
    "controller.updateStrategy": "maxUnavailable",
};

/** The same of the External Secrets Operator's chart, where these stand for each of its three deployments. */
const ofEachDeployment: Owned = {
    "image.repository": "images.externalSecrets",
    "image.tag": "images.externalSecrets",
    imagePullSecrets: "imagePullSecrets",
    tolerations: "tolerations",
    priorityClassName: "priorityClassName",
    "nodeSelector.kubernetes.io/os": "none: its images are for Linux",
};

const operatorOwned: Owned = {
    nameOverride: named,
    fullnameOverride: named,
    namespaceOverride: "namespaces.externalSecrets",
    installCRDs: "externalSecrets, and the CRDs stay when the stack is destroyed",
    crds: "externalSecrets, and the CRDs stay when the stack is destroyed",
    createOperator: "externalSecrets",
    rbac: made,
    "serviceAccount.create": made,
    "serviceAccount.name": "esoServiceAccount, for the login to Vault",
    scopedNamespace: "none: the store is the whole cluster's",
    scopedRBAC: "none: the store is the whole cluster's",
    processClusterStore: "none: the store is the whole cluster's",
    controllerClass: "none: the store names no class",
    ...ofEachDeployment,
    ...Object.fromEntries(
        ["webhook", "certController"].flatMap((deployment) =>
            Object.entries(ofEachDeployment).map(([path, instead]) => [`${deployment}.${path}`, instead]),
        ),
    ),
};

function problemsIn(key: string, values: ChartValues | undefined, owned: Owned): Problem[] {
    if (values === undefined) return [];
    if (!isObject(values))
        return [
            { path: key, found: `is ${shown(values)}`, expected: "an object, as the chart's values.yaml is" },
        ];
    return look(values, [], owned).map(({ place, ...problem }) => ({ path: `${key}.${place}`, ...problem }));
}

function look(value: unknown, at: string[], owned: Owned): (Found & { place: string })[] {
    const place = at.join(".");
    const instead = owned[place];
    if (instead !== undefined) return [{ place, found: "is the stack's to decide", expected: instead }];
    const last = at.at(-1) ?? "";
    if (last === "hostPath")
        return [
            {
                place,
                found: "takes in a folder of the node",
                expected: "none: agents see what the stack's modules read",
            },
        ];
    if (isSecretName(last) && typeof value === "string" && value !== "") return [{ place, ...readable }];
    if (Array.isArray(value))
        return (value as unknown[]).flatMap((one, index) => look(one, [...at, String(index)], owned));
    if (!isObject(value)) return [];
    const { name, value: text, kind } = value;
    // A variable of a container's, whose value stands beside its name.
    if (typeof name === "string" && isSecretName(name) && typeof text === "string" && text !== "")
        return [{ place, ...readable }];
    if (kind === "Secret" && (value.data ?? value.stringData) !== undefined) return [{ place, ...readable }];
    return Object.entries(value).flatMap(([field, inner]) => look(inner, [...at, field], owned));
}

const readable: Found = {
    found: "looks like a secret, which stands in Helm's record in the cluster and in the stack's state",
    expected: "a Secret that is named: valueFrom.secretKeyRef, or envFrom",
};
