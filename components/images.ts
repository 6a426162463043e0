/** Images to use instead of those that the charts and the dev stack name, each as "registry/repository:tag". */
export interface Images {
    /** Defaults to `hashicorp/vault:1.21`. A change replaces the container. */
    vault?: string;
    /** Defaults to `prom/prometheus:v3.5.0`. A change replaces the container, not its data. */
    prometheus?: string;
    /** Defaults to `grafana/loki:3.5.0`. A change replaces the container, not its data. */
    loki?: string;
    /** Defaults to `victoriametrics/victoria-logs:v1.52.1`. A change replaces the container, not its data. */
    victoriaLogs?: string;
    /** What asks for Loki's password. Defaults to `nginx:1.29`. A change replaces the container. */
    nginx?: string;
    /** Defaults to `grafana/grafana:12.1.0`. A change replaces the container. */
    grafana?: string;
    /** Defaults to what the chart names. */
    externalSecrets?: string;
    /** Defaults to `grafana/alloy:v1.19.0`, which refuses monitors that name files. A change replaces the pods. */
    alloy?: string;
    /** Defaults to what the Alloy chart names. */
    configReloader?: string;
    /** Defaults to `quay.io/prometheus/node-exporter:v1.9.1`. */
    nodeExporter?: string;
    /** Defaults to `registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.15.0`. A change replaces the pod. */
    kubeStateMetrics?: string;
}

/** The images that no chart names, or that are newer than the chart. */
export const defaultImages = {
    vault: "hashicorp/vault:1.21",
    prometheus: "prom/prometheus:v3.5.0",
    loki: "grafana/loki:3.5.0",
    victoriaLogs: "victoriametrics/victoria-logs:v1.52.1",
    nginx: "nginx:1.29",
    grafana: "grafana/grafana:12.1.0",
    alloy: "grafana/alloy:v1.19.0",
    kubeStateMetrics: "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.15.0",
    nodeExporter: "quay.io/prometheus/node-exporter:v1.9.1",
};

/** The images that are used where `given` are asked for: each of the others from `mirror`, if there is one. */
export function imagesFrom(given: Images, mirror?: string): Images & typeof defaultImages {
    const defaults = Object.entries(defaultImages).map(([name, reference]) => [
        name,
        mirror ? mirrored(reference, mirror) : reference,
    ]);
    return { ...(Object.fromEntries(defaults) as typeof defaultImages), ...given };
}

/** The same image in a mirror, which keeps each repository's path: "quay.io/a/b:v1" is "mirror.example/a/b:v1". */
function mirrored(reference: string, mirror: string): string {
    const { repository, tag } = imageParts(reference);
    return `${mirror}/${repository}:${tag}`;
}

/** An image reference in the parts that charts ask for. */
export interface ImageParts {
    registry: string;
    repository: string;
    tag: string;
    /** "sha256:" and what follows it; the tag is not looked at then. */
    digest?: string;
}

/** "registry.example/team/alloy:v1" in its parts; Docker's own registry if it names none. */
export function imageParts(reference: string): ImageParts {
    const [first = "", ...rest] = reference.split("/");
    const named = rest.length > 0 && /[.:]|^localhost$/.test(first);
    const [pathAndTag = "", digest] = (named ? rest.join("/") : reference).split("@");
    const [path, tag] = split(pathAndTag);
    // Docker's own registry keeps what has no owner's name below "library".
    const repository = named || path.includes("/") ? path : `library/${path}`;
    const registry = named ? first : "docker.io";
    return { registry, repository, tag, ...(digest !== undefined && { digest }) };
}

function split(pathAndTag: string): [path: string, tag: string] {
    const colon = pathAndTag.lastIndexOf(":");
    return colon < 0 ? [pathAndTag, "latest"] : [pathAndTag.slice(0, colon), pathAndTag.slice(colon + 1)];
}
