import { parseAllDocuments } from "yaml";

import { isMap } from "./diff";
import { helm, HelmFailed } from "./helm";
import { ReleaseInputs } from "./releaseInputs";
import { Settings } from "./settings";

/** What helm knows of a release, as it stands in the state. */
export interface Released {
    version: string;
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

/** Ask helm for a release; undefined if there is none. */
export async function lookUp(
    settings: Settings,
    { name, namespace }: Pick<ReleaseInputs, "name" | "namespace">,
): Promise<Released | undefined> {
    const get = (what: string, ...more: string[]) =>
        helm(settings, ["get", what, name, "--namespace", namespace, ...more]);
    try {
        const metadata = JSON.parse(await get("metadata", "--output", "json")) as Metadata;
        const manifest = await get("manifest");
        const { appVersion, chart, revision, status, version } = metadata;
        return {
            version,
            resourceNames: resourceNames(manifest),
            status: { appVersion, chart, name, namespace, revision, status, version },
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
