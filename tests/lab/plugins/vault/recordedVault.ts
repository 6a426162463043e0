import * as http from "node:http";

import { parseDuration } from "../bridged/duration";
import { Plugin, Properties } from "../plugin";
import { Recording } from "../recordings";
import { World } from "../replay";
import { Exchange, Script } from "../script";
import { reveal } from "../values";
import { listening, scripted } from "./fakeVault";
import { transport, Transport } from "./transport";

const address = "127.0.0.1:8200";
const login: Exchange = { method: "GET", path: "auth/token/lookup-self", status: 200, body: { data: {} } };

/** Vault as it was when the calls were recorded; `transport` leads there from the address that it had. */
export class RecordedVault implements World {
    private port = 0;

    /** A plugin whose every operation begins with its login. */
    constructor(private readonly plugin: () => Plugin) {}

    readonly transport: Transport = async (method, url, headers, body) => {
        const here = `127.0.0.1:${this.port}`;
        try {
            return await transport()(method, url.replace(address, here), headers, body);
        } catch (error) {
            throw new Error((error as Error).message.replaceAll(here, address), { cause: error });
        }
    };

    knows(recording: Recording): boolean {
        return isRefused(recording) || exchangesOf(recording) !== undefined;
    }

    async play<Answer>(recording: Recording, ask: () => Promise<Answer>): Promise<Answer> {
        const config = { address: `http://${address}`, token: "t", skipChildToken: "true", maxRetries: "0" };
        await this.plugin().configure(config);
        const script = new Script([login, ...(exchangesOf(recording) ?? [])]);
        const server = http.createServer(scripted(script));
        this.port = await listening(server);
        if (isRefused(recording)) await closed(server);
        try {
            const answer = await ask();
            if (!isRefused(recording)) script.played();
            return answer;
        } finally {
            if (server.listening) await closed(server);
        }
    }
}

function isRefused({ error }: Recording): boolean {
    return error?.includes("connection refused") ?? false;
}

function closed(server: http.Server): Promise<void> {
    return new Promise((resolve) => {
        server.close(() => {
            resolve();
        });
        server.closeAllConnections();
    });
}

/** What the official plugin asked Vault, and what Vault must have answered so that the plugin answered as it did. */
function exchangesOf(recording: Recording): Exchange[] | undefined {
    const { method, request, response, error } = recording;
    if (error !== undefined) return refusalIn(error);
    const state = reveal(response?.properties ?? request.properties ?? {}) as Properties;
    const id = (request.id ?? response?.id) as string;
    const conversation = conversations[request.type];
    if (!conversation || !response) return undefined;
    const { writes, reads, deletes } = conversation(id, state);
    if (method === "Delete") return deletes;
    if (method === "Create") return [...writes(request.properties as Properties), ...reads];
    if (method === "Update")
        return [...writes(request.news as Properties, request.olds as Properties), ...reads];
    if (method === "Read") return response.id === undefined ? reads.slice(0, 1).map(gone) : reads;
    return undefined;
}

interface Conversation {
    writes: (inputs: Properties, before?: Properties) => Exchange[];
    reads: Exchange[];
    deletes: Exchange[];
}

const conversations: Partial<Record<string, (id: string, state: Properties) => Conversation>> = {
    "vault:index/policy:Policy": (name, state) => {
        const path = `sys/policies/acl/${name}`;
        return {
            writes: ({ policy }) => [{ method: "PUT", path, status: 204, asked: { policy } }],
            // One that is gone is recorded as an empty one.
            reads: [
                state.policy ? found(path, { name, policy: state.policy }) : gone({ method: "GET", path }),
            ],
            deletes: [{ method: "DELETE", path, status: 204 }],
        };
    },
    "vault:index/authBackend:AuthBackend": (path, { type, accessor, description, local, tune }) => ({
        writes: (_, before) =>
            before
                ? []
                : [
                      found("sys/seal-status", {}),
                      { method: "POST", path: `sys/auth/${path}`, status: 204, asked: { type } },
                  ],
        reads: [
            found(`sys/mounts/auth/${path}`, { type, accessor, description, local }),
            found(`sys/mounts/auth/${path}/tune`, tuning((tune ?? {}) as Properties)),
        ],
        deletes: [{ method: "DELETE", path: `sys/auth/${path}`, status: 204 }],
    }),
    "vault:generic/endpoint:Endpoint": (path, { dataJson, disableDelete }) => ({
        writes: (inputs) => [
            { method: "PUT", path, status: 204, asked: JSON.parse(inputs.dataJson as string) as unknown },
        ],
        reads: [found(path, JSON.parse((dataJson as string | undefined) ?? "{}"))],
        deletes: disableDelete ? [] : [{ method: "DELETE", path, status: 204 }],
    }),
    "vault:kv/secretV2:SecretV2": (path, { metadata, customMetadata }) => {
        const at = path.replace("/data/", "/metadata/");
        return {
            writes: (inputs, before) => [
                {
                    ...{ method: "PUT", path, status: 200, body: { data: {} } },
                    asked: { data: JSON.parse(inputs.dataJson as string) as unknown, cas: 0, options: {} },
                },
                ...(before?.customMetadata ? [{ method: "PUT", path: at, status: 204, asked: {} }] : []),
            ],
            reads: [
                found(path, { data: {}, metadata: metadataOf((metadata ?? {}) as Record<string, string>) }),
                found(at, customMetadataOf((customMetadata ?? {}) as Properties)),
            ],
            deletes: [{ method: "DELETE", path, status: 204 }],
        };
    },
};

function found(path: string, data: unknown): Exchange {
    return { method: "GET", path, status: 200, body: { data } };
}

function gone({ method, path }: Pick<Exchange, "method" | "path">): Exchange {
    // Of a mount Vault says it in other words.
    const mount = /^sys\/mounts\/auth\/(.+)$/.exec(path)?.[1];
    if (mount)
        return { method, path, status: 400, body: { errors: [`No secret engine mount at auth/${mount}/`] } };
    return { method, path, status: 404, body: { errors: [] } };
}

/** The refusal that a recorded failure tells, which HashiCorp's client puts in Go's quotes or leaves as it is. */
function refusalIn(error: string): Exchange[] | undefined {
    const quoted = /: ("Error making API request.*")/s.exec(error)?.[1];
    const plain = quoted ? (JSON.parse(quoted) as string) : error;
    const [, method, path, status, text] =
        /URL: (\w+) http:\/\/[^/]+\/v1\/(\S+)\nCode: (\d+)\. Errors:\n\n\* (.*?)\n*$/s.exec(plain) ?? [];
    if (!method || !path) return undefined;
    return [{ method, path, status: Number(status), body: { errors: [text] } }];
}

function tuning(tune: Properties): Properties {
    return {
        default_lease_ttl: parseDuration(tune.defaultLeaseTtl as string),
        max_lease_ttl: parseDuration(tune.maxLeaseTtl as string),
        listing_visibility: tune.listingVisibility,
        token_type: tune.tokenType,
    };
}

/** Texts that are no texts in Vault are recorded as JSON. */
function metadataOf(metadata: Record<string, string>): Properties {
    const isText = (key: string) => key === "created_time" || key === "deletion_time";
    return Object.fromEntries(
        Object.entries(metadata).map(([key, text]) => [
            key,
            isText(key) ? text : (JSON.parse(text) as unknown),
        ]),
    );
}

function customMetadataOf(metadata: Properties): Properties {
    return {
        cas_required: metadata.casRequired,
        custom_metadata: metadata.data,
        delete_version_after: `${(metadata.deleteVersionAfter as number | undefined) ?? 0}s`,
        max_versions: metadata.maxVersions,
    };
}
