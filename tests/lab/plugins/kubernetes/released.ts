import { parseAllDocuments } from "yaml";

import { Properties } from "../plugin";
import { isMap } from "./diff";
import { Helm, HelmFailed } from "./helm";
import { ReleaseInputs } from "./releaseInputs";

/** What helm knows of a release, as it stands in the state. */
export interface Released {
    version: string;
    /** The values that were given to it, on top of the chart's. */
    values: Properties;
    /** Names of the release's objects, by kind. */
    resourceNames: Record<string, string[]>;
    status: {
        appVersion: string;
        chart: string;
        name: string;
        namespace: string;
        revision: number;
        status: string;
        version: string;
    };
}

type Metadata = Released["status"];

/** Ask helm for a release, as it is now or as a revision was; undefined if there is none. */
export async function lookUp(
    helm: Helm,
    { name, namespace }: Pick<ReleaseInputs, "name" | "namespace">,
    revision?: number,
): Promise<Released | undefined> {
    const at = revision === undefined ? [] : ["--revision", String(revision)];
    const get = (what: string, ...more: string[]) =>
        helm.onCluster(["get", what, name, "--namespace", namespace, ...at, ...more]);
    const asJson = ["--output", "json"];
    try {
        const metadata = JSON.parse(await get("metadata", ...asJson)) as Metadata;
        const manifest = await get("manifest");
        const values = JSON.parse(await get("values", ...asJson)) as Properties | null;
        const { appVersion, chart, status, version } = metadata;
        return {
            version,
            values: values ?? {},
            resourceNames: resourceNames(manifest),
            status: { appVersion, chart, name, namespace, revision: metadata.revision, status, version },
        };
    } catch (error) {
        if (error instanceof HelmFailed && error.message.includes("release: not found")) return undefined;
        throw error;
    }
}

/** The objects of a manifest, as `Kind.group/group/version` and `namespace/name`. */
export function resourceNames(manifest: string): Record<string, string[]> {
    const names: Record<string, string[]> = {};
    for (const document of parseAllDocuments(manifest)) {
        const object = document.toJS() as unknown;
        if (!isMap(object) || !isMap(object.metadata)) continue;
        const apiVersion = String(object.apiVersion);
        const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0] ?? ""}` : "";
        const { name, namespace } = object.metadata as { name: string; namespace?: string };
        const list = (names[`${String(object.kind)}${group}/${apiVersion}`] ??= []);
        list.push(namespace ? `${namespace}/${name}` : name);
        list.sort();
    }
    return names;
}
