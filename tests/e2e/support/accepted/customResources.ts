import { stringify } from "yaml";

import { apply } from "../apply";
import { kubectl } from "../engine";
import { ClusterObject } from "./rendered";

/** Have the cluster know the kinds of the CRDs among the objects. Returns the names of those that were not there. */
export async function addCustomResources(objects: ClusterObject[]): Promise<string[]> {
    const there = (await kubectl("get", "crds", "--output=name")).split("\n");
    const missing = objects.filter(
        ({ kind, metadata }) => kind === "CustomResourceDefinition" && !there.includes(crd(metadata.name)),
    );
    const names = missing.map(({ metadata }) => crd(metadata.name));
    if (names.length === 0) return [];
    // One of them is larger than what kubectl would note in an annotation.
    await apply(
        missing.map((object) => stringify(object)),
        "--server-side",
    );
    await kubectl("wait", "--for=condition=established", "--timeout=60s", ...names);
    return names;
}

function crd(name: string): string {
    return `customresourcedefinition.apiextensions.k8s.io/${name}`;
}
