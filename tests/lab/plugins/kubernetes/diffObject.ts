import { DiffRequest, DiffResponse, Properties } from "../plugin";
import { reveal } from "../values";
import { KubernetesObject } from "./api";
import { differences, diffResponse } from "./diff";
import { ObjectKind } from "./objectKind";
import { Settings } from "./settings";
import { prune, readState } from "./state";

/** Compare what is wanted with the cluster's last known state, as far as the last inputs spoke about it. */
export function diffObject(kind: ObjectKind, settings: Settings, { olds, news }: DiffRequest): DiffResponse {
    const { live, inputs } = readState(olds);
    const old = prune(live, inputs) as KubernetesObject;
    const wanted = reveal(news) as KubernetesObject;
    const found = differences(inNamespace(old), inNamespace(wanted));
    if (found.length === 0) return { changes: "DIFF_NONE", hasDetailedDiff: true };

    const response = diffResponse(found, replacingPlaces(kind, wanted, settings));
    const sameName = wanted.metadata.name === live.metadata.name && namespaceOf(wanted) === namespaceOf(live);
    // The new object can't stand beside the old one.
    return response.replaces && sameName ? { ...response, deleteBeforeReplace: true } : response;
}

/** The places that can't be changed in a living object, or that this plugin is told not to change in one. */
function replacingPlaces({ kind, patch }: ObjectKind, wanted: Properties, settings: Settings): string[][] {
    const identity = [
        ["metadata", "name"],
        ["metadata", "namespace"],
    ];
    if (patch) return identity;
    if (kind === "Secret") return [...identity, ["type"], ["stringData"], ["data"]];
    if (kind === "ConfigMap" && (!settings.mutableConfigMaps || wanted.immutable === true)) {
        return [...identity, ["binaryData"], ["data"]];
    }
    if (kind === "ClusterRoleBinding") return [...identity, ["roleRef"]];
    if (kind === "DaemonSet") return [...identity, ["spec", "selector"]];
    if (kind === "Service") return [...identity, ["spec", "clusterIP"]];
    return identity;
}

/** An object of the whole cluster gets a namespace here too; old and new do, so it is no difference. */
function inNamespace(object: KubernetesObject): Properties {
    return { ...object, metadata: { ...object.metadata, namespace: namespaceOf(object) } };
}

function namespaceOf({ metadata }: KubernetesObject): string {
    return metadata.namespace ?? "default";
}
