import * as https from "node:https";

import { asGoSays } from "../goNetwork";
import { Cluster, readCluster } from "./kubeconfig";
import { Settings } from "./settings";
import { noSchema } from "./unreachable";

export interface KubernetesObject {
    apiVersion: string;
    kind: string;
    metadata: {
        name: string;
        namespace?: string;
        annotations?: Record<string, string>;
        generation?: number;
        uid?: string;
        resourceVersion?: string;
        deletionTimestamp?: string;
        finalizers?: string[];
        managedFields?: ManagedFields[];
    };
    [field: string]: unknown;
}

/** What one field manager owns of an object. */
export interface ManagedFields {
    manager: string;
    operation: "Apply" | "Update";
    subresource?: string;
    fieldsV1?: Record<string, unknown>;
}

/** The API server's refusal, in its own words. */
export class ApiError extends Error {
    constructor(
        message: string,
        readonly status: number,
        readonly reason: string,
        readonly causes: { reason?: string; field?: string }[],
    ) {
        super(message);
    }
}

/** The API server serves no such kind, for example because its CRD isn't there yet. */
export class NoSuchKind extends Error {}

export interface ApplyOptions {
    fieldManager: string;
    force: boolean;
    dryRun: boolean;
}

interface Call {
    method: "GET" | "POST" | "PATCH" | "DELETE";
    path: string;
    query?: Record<string, string>;
    body?: unknown;
    contentType?: string;
}

interface Place {
    plural: string;
    namespaced: boolean;
}

/** Asks a server over HTTP. */
export type Exchange = (
    url: URL,
    options: https.RequestOptions,
    body: string,
) => Promise<{ status: number; text: string }>;

export type Propagation = "Foreground" | "Background" | "Orphan";

// Longer than the 30 seconds that the API server gives an admission webhook.
const answerTimeout = 60_000;

/** The Kubernetes API of one cluster, for objects of any kind. The cluster is looked for at the first call. */
export class Api {
    private connection?: { cluster: Cluster; agent: https.Agent };
    private readonly places = new Map<string, Place>();

    constructor(
        private readonly settings: Settings,
        private readonly exchange: Exchange = overHttps,
    ) {}

    async get(object: KubernetesObject): Promise<KubernetesObject> {
        return this.send({ method: "GET", path: await this.path(object) });
    }

    /** Fails if there is one already. */
    async create(object: KubernetesObject, fieldManager: string, dryRun: boolean): Promise<KubernetesObject> {
        const path = await this.path(object, "");
        return this.send({ method: "POST", path, query: { fieldManager, ...dry(dryRun) }, body: object });
    }

    async apply(object: KubernetesObject, options: ApplyOptions): Promise<KubernetesObject> {
        const { fieldManager, force, dryRun } = options;
        return this.send({
            method: "PATCH",
            path: await this.path(object),
            query: { fieldManager, force: String(force), ...dry(dryRun) },
            body: object,
            contentType: "application/apply-patch+yaml",
        });
    }

    /** By JSON Patch, RFC 6902. */
    async patch(object: KubernetesObject, body: unknown[]): Promise<KubernetesObject> {
        const contentType = "application/json-patch+json";
        return this.send({ method: "PATCH", path: await this.path(object), body, contentType });
    }

    /** Returns at once; an object with finalizers goes later. */
    async delete(object: KubernetesObject, propagationPolicy: Propagation): Promise<void> {
        const body = { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy };
        await this.send({ method: "DELETE", path: await this.path(object), body });
    }

    private async path(object: KubernetesObject, name = object.metadata.name): Promise<string> {
        const { apiVersion, kind, metadata } = object;
        const { plural, namespaced } = await this.place(apiVersion, kind);
        const namespace = namespaced ? ["namespaces", metadata.namespace ?? "default"] : [];
        const parts = [...namespace, plural, ...(name ? [name] : [])];
        return [root(apiVersion), ...parts.map(encodeURIComponent)].join("/");
    }

    /** Only what is there is remembered: a CRD may come at any time. */
    private async place(apiVersion: string, kind: string): Promise<Place> {
        const key = `${apiVersion}/${kind}`;
        const known = this.places.get(key);
        if (known) return known;
        const list = await this.send<ResourceList>({ method: "GET", path: root(apiVersion) }).catch(
            (error: unknown) => {
                if (error instanceof ApiError && error.status === 404) return { resources: [] };
                throw error;
            },
        );
        const found = list.resources.find((entry) => entry.kind === kind && !entry.name.includes("/"));
        if (!found) throw new NoSuchKind(`no matches for kind "${kind}" in version "${apiVersion}"`);
        const place = { plural: found.name, namespaced: found.namespaced };
        this.places.set(key, place);
        return place;
    }

    private connect() {
        if (this.connection) return this.connection;
        const cluster = readCluster(this.settings);
        this.connection = { cluster, agent: new https.Agent(cluster.tls) };
        return this.connection;
    }

    private async send<Answer = KubernetesObject>(call: Call): Promise<Answer> {
        const { cluster, agent } = this.connect();
        const url = new URL(cluster.server.pathname.replace(/\/$/, "") + call.path, cluster.server);
        url.search = new URLSearchParams(call.query).toString();
        const body = call.body === undefined ? "" : JSON.stringify(call.body);
        const headers = {
            accept: "application/json",
            ...(body && {
                "content-type": call.contentType ?? "application/json",
                "content-length": Buffer.byteLength(body),
            }),
            ...(cluster.token && { authorization: `Bearer ${cluster.token}` }),
        };
        const { status, text } = await this.exchange(url, { agent, method: call.method, headers }, body);
        if (status >= 300) throw refusal(status, text);
        return JSON.parse(text) as Answer;
    }
}

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean }[];
}

function root(apiVersion: string): string {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function dry(dryRun: boolean): Record<string, string> {
    return dryRun ? { dryRun: "All" } : {};
}

const overHttps: Exchange = (url, options, body) =>
    new Promise((resolve, reject) => {
        const fail = (error: Error) => {
            reject(noSchema(asGoSays("GET", `${url.origin}/openapi/v2?timeout=32s`, error).message));
        };
        const request = https.request(url, { ...options, timeout: answerTimeout }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (part: string) => (text += part));
            response.on("error", fail);
            response.on("end", () => {
                resolve({ status: response.statusCode ?? 0, text });
            });
        });
        request.on("timeout", () => request.destroy(new Error("it does not answer")));
        request.on("error", fail);
        request.end(body);
    });

function refusal(status: number, text: string): ApiError {
    try {
        const { message, reason, details } = JSON.parse(text) as {
            message?: string;
            reason?: string;
            details?: { causes?: ApiError["causes"] };
        };
        return new ApiError(message ?? text, status, reason ?? "", details?.causes ?? []);
    } catch {
        return new ApiError(`the Kubernetes API server answers ${status}: ${text.trim()}`, status, "", []);
    }
}
