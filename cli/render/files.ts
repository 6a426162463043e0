import * as YAML from "yaml";

import { Recorded } from "./record";

/** Files by their path below the folder they are written to. */
export type Files = Record<string, string>;

/** The names all rendered files begin with. */
export const rendered = ["config.alloy", "vault.json", "objects", "releases", "containers"];

/** What the resources come to, as files that kubectl, helm, docker and Vault's API can be fed with. */
export function renderFiles(resources: Recorded[]): Files {
    const files: Files = {};
    const vault: { path: string; body: unknown }[] = [];
    const isRepeated = repeatedNames(resources);
    for (const { type, inputs } of resources) {
        if (type === "kubernetes:helm.sh/v3:Release") Object.assign(files, release(inputs as Release));
        else if (type === "docker:index/container:Container")
            Object.assign(files, container(inputs as Container));
        else if (type.startsWith("vault:")) vault.push(...vaultEntry(type, inputs));
        else if (type.startsWith("kubernetes:"))
            Object.assign(files, object(type, inputs as KubernetesObject, isRepeated));
    }
    files["vault.json"] = json(vault);
    return files;
}

// What the program gives its resources, as far as it is used here: Pulumi's mocks pass it on without types. Not checked: in a
// preview parts of it are unknown.

type KubernetesObject = {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
    data?: Record<string, string>;
};

function object(
    type: string,
    inputs: KubernetesObject,
    isRepeated: (object: KubernetesObject) => boolean,
): Files {
    if (!inputs.kind || type.endsWith("Patch")) return {}; // A provider, or a part of an object.
    const { apiVersion, kind, ...rest } = inputs;
    const { namespace } = inputs.metadata;
    const name = isRepeated(inputs) && namespace ? `${nameOf(inputs)}-${namespace}` : nameOf(inputs);
    const files: Files = { [`objects/${name}.yaml`]: yaml({ apiVersion, kind, ...rest }) };
    const config = inputs.data?.["config.alloy"];
    return config === undefined ? files : { ...files, "config.alloy": config };
}

function nameOf({ kind, metadata }: KubernetesObject): string {
    return `${kind.toLowerCase()}-${metadata.name}`;
}

/** Whether there is another object of the same kind and name, in another namespace. */
function repeatedNames(resources: Recorded[]): (object: KubernetesObject) => boolean {
    const seen = new Set<string>();
    const repeated = new Set<string>();
    for (const { type, inputs } of resources) {
        if (!type.startsWith("kubernetes:") || !("kind" in inputs)) continue;
        const name = nameOf(inputs as KubernetesObject);
        if (seen.has(name)) repeated.add(name);
        seen.add(name);
    }
    return (object) => repeated.has(nameOf(object));
}

type Release = {
    name: string;
    namespace: string;
    chart: string;
    version?: string;
    repositoryOpts?: { repo?: string };
    values: unknown;
};

function release({ name, namespace, chart, version, repositoryOpts, values }: Release): Files {
    return {
        [`releases/${name}/release.json`]: json({
            name,
            namespace,
            chart,
            version,
            repository: repositoryOpts?.repo,
        }),
        [`releases/${name}/values.yaml`]: yaml(values),
    };
}

type Container = {
    name: string;
    image: string;
    entrypoints?: string[];
    command?: string[];
    user?: string;
    networksAdvanced?: { name: string }[];
    envs?: unknown;
    labels?: { label: string; value: string }[];
    ports?: { internal: number; external: number; ip?: string }[];
    volumes?: { volumeName: string; containerPath: string }[];
    /** Hidden as a whole when one of the files is secret. */
    uploads?: unknown;
};

function container(inputs: Container): Files {
    const {
        name,
        image,
        entrypoints,
        command,
        user,
        networksAdvanced,
        envs,
        labels,
        ports,
        volumes,
        uploads,
    } = inputs;
    return {
        [`containers/${name}.json`]: json({
            name,
            image,
            entrypoint: entrypoints,
            command,
            user,
            networks: networksAdvanced?.map((network) => network.name),
            env: envs,
            labels: labels?.map(({ label, value }) => `${label}=${value}`),
            ports: ports?.map(({ internal, external, ip }) => `${ip ? `${ip}:` : ""}${external}:${internal}`),
            volumes: volumes?.map(({ volumeName, containerPath }) => `${volumeName}:${containerPath}`),
            files: uploads,
        }),
    };
}

/** One request to Vault's HTTP API for each thing the program writes into it. */
function vaultEntry(type: string, inputs: Record<string, unknown>): { path: string; body: unknown }[] {
    const text = (key: string) => String(inputs[key]);
    switch (type) {
        case "vault:index/authBackend:AuthBackend":
            // One that is only read has none.
            if (inputs.type === undefined) return [];
            return [
                {
                    path: `sys/auth/${inputs.path === undefined ? text("type") : text("path")}`,
                    body: { type: inputs.type },
                },
            ];
        case "vault:index/policy:Policy":
            return [{ path: `sys/policies/acl/${text("name")}`, body: { policy: inputs.policy } }];
        case "vault:generic/endpoint:Endpoint":
            return [{ path: text("path"), body: inputs.dataJson }];
        case "vault:kv/secretV2:SecretV2":
            return [{ path: `${text("mount")}/data/${text("name")}`, body: inputs.dataJson }];
        default:
            return [];
    }
}

function yaml(value: unknown): string {
    return YAML.stringify(value, { lineWidth: 0, blockQuote: "literal" });
}

function json(value: unknown): string {
    return `${JSON.stringify(value, undefined, 4)}\n`;
}
