import * as YAML from "yaml";

import { Files, renderFiles } from "../../../../cli/render/files";
import { hidden, record } from "../../../../cli/render/record";
import { offlineProgram } from "../../../../program";
import { Settings } from "../../../../settings/settings";

/** An object as Kubernetes' API has it. */
export interface ClusterObject {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string; labels?: Record<string, string> };
    [field: string]: unknown;
}

/** A release of a chart, and the chart's values. */
export interface Release {
    name: string;
    namespace: string;
    values: unknown;
}

/** What `alloy-stack render` writes for a stack, read back. */
export interface Rendered {
    objects: ClusterObject[];
    releases: Release[];
    /** The agents' configuration; none where there are no agents. */
    config: string | undefined;
}

/** Render settings as the command does, in this process: one a sample would take seconds each. */
export async function rendered(settings: Settings): Promise<Rendered> {
    const stack = { project: "alloy-stack", stack: "accepted", values: {}, secrets: [] };
    const files = renderFiles(await record(() => offlineProgram(settings), stack));
    const below = (folder: string) => Object.entries(files).filter(([name]) => name.startsWith(folder));
    return {
        objects: below("objects/").map(([, text]) => withSecret(YAML.parse(text) as ClusterObject)),
        releases: below("releases/").flatMap(([name]) =>
            name.endsWith("/release.json") ? [readRelease(files, name)] : [],
        ),
        config: files["config.alloy"],
    };
}

function readRelease(files: Files, file: string): Release {
    const { name, namespace } = JSON.parse(files[file] ?? "") as Release;
    const values: unknown = YAML.parse(files[file.replace("release.json", "values.yaml")] ?? "");
    return { name, namespace, values };
}

/** The API server reads a registry's login, which is not rendered. */
function withSecret(object: ClusterObject): ClusterObject {
    const text = JSON.stringify(object);
    const key = JSON.stringify(".dockerconfigjson");
    return JSON.parse(
        text.replace(`${key}:${JSON.stringify(hidden)}`, `${key}:${JSON.stringify('{"auths":{}}')}`),
    ) as ClusterObject;
}
