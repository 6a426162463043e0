/** Images to use instead of those that the charts and the dev stack name, each as "registry/repository:tag". */
export interface Images {
    /** Defaults to `hashicorp/vault:1.21`. A change replaces the container. */
    vault?: string;
    /** Defaults to `prom/prometheus:v3.5.0`. A change replaces the container, not its data. */
    prometheus?: string;
    /** Defaults to what the chart names. */
    externalSecrets?: string;
    /** Defaults to what the chart names. */
    alloy?: string;
    /** Defaults to what the Alloy chart names. */
    configReloader?: string;
}

/** An image reference in the parts that charts ask for. */
export interface ImageParts {
    registry: string;
    repository: string;
    tag: string;
}

/** "registry.example/team/alloy:v1" in its parts; Docker's own registry if it names none. */
export function imageParts(reference: string): ImageParts {
    const [first = "", ...rest] = reference.split("/");
    const named = rest.length > 0 && /[.:]|^localhost$/.test(first);
    const [path, tag] = split(named ? rest.join("/") : reference);
    // Docker's own registry keeps what has no owner's name below "library".
    const repository = named || path.includes("/") ? path : `library/${path}`;
    return { registry: named ? first : "docker.io", repository, tag };
}

function split(pathAndTag: string): [path: string, tag: string] {
    const colon = pathAndTag.lastIndexOf(":");
    return colon < 0 ? [pathAndTag, "latest"] : [pathAndTag.slice(0, colon), pathAndTag.slice(colon + 1)];
}
