import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";

import { Plugin, Properties } from "../plugin";
import { Recording } from "../recordings";
import { World } from "../replay";
import { Exchange, Script } from "../script";
import { inspectedOf } from "./recordedContainer";

/** Docker's engine as it was when the calls were recorded. */
export class RecordedEngine implements World {
    constructor(private readonly plugin: () => Plugin) {}

    knows(recording: Recording): boolean {
        return exchangesOf(recording) !== undefined;
    }

    play<Answer>(recording: Recording, ask: () => Promise<Answer>): Promise<Answer> {
        return withEngine(this.plugin(), exchangesOf(recording) ?? [], ask);
    }
}

/** Ask a plugin something while Docker's engine is asked this and answers so. */
export async function withEngine<Answer>(
    plugin: Plugin,
    exchanges: Exchange[],
    ask: () => Promise<Answer>,
): Promise<Answer> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docker-"));
    const socket = path.join(folder, "docker.sock");
    const script = new Script(exchanges);
    const server = http.createServer(scripted(script));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await plugin.configure({ host: `unix://${socket}` });
    try {
        const answer = await ask();
        script.played();
        return answer;
    } finally {
        server.close();
        server.closeAllConnections();
        fs.rmSync(folder, { recursive: true });
    }
}

function scripted(script: Script): http.RequestListener {
    return (request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.once("end", () => {
            const text = Buffer.concat(chunks).toString();
            const isJson = request.headers["content-type"] === "application/json" && text !== "";
            const asked: unknown = isJson ? JSON.parse(text) : undefined;
            const { status, body } = script.answer(request.method ?? "", request.url ?? "", asked);
            response.writeHead(status).end(body === undefined ? "" : JSON.stringify(body));
        });
    };
}

/** What Docker is asked, and what it must have answered so that the official plugin answered as it did. */
function exchangesOf(recording: Recording): Exchange[] | undefined {
    // A preview asks Docker nothing at all.
    if (recording.request.preview) return [];
    const exchanges = conversationOf(recording);
    return exchanges && [get("/_ping", {}), ...exchanges];
}

function conversationOf({ method, request, response, error }: Recording): Exchange[] | undefined {
    const state = (response?.properties ?? request.properties ?? {}) as Properties;
    const id = (response?.id ?? request.id ?? "") as string;
    const inputs = request.properties as Properties;
    const conversation = conversations[request.type];
    if (!conversation) return undefined;
    const { creates, updates, read, deletes } = conversation(id, state);
    if (error !== undefined) return method === "Create" ? refused(creates(inputs), error) : undefined;
    switch (method) {
        case "Create":
            return [...creates(inputs), read];
        case "Update":
            return updates?.(request.olds as Properties);
        case "Read":
            return [response?.id === undefined ? { ...read, ...notFound } : read];
        case "Delete":
            return deletes;
        default:
            return undefined;
    }
}

interface Conversation {
    creates: (inputs: Properties) => Exchange[];
    updates?: (before: Properties) => Exchange[];
    read: Exchange;
    deletes: Exchange[];
}

const notFound = { status: 404, body: { message: "no such thing" } };

const conversations: Partial<Record<string, (id: string, state: Properties) => Conversation>> = {
    "docker:index/remoteImage:RemoteImage": (_, { name, imageId, repoDigest, keepLocally }) => {
        const image = `/images/${encodeURI(name as string)}`;
        const RepoDigests = repoDigest ? [repoDigest] : [];
        const read = get(`${image}/json`, { Id: imageId, RepoDigests });
        return {
            creates: () => [read],
            read,
            deletes: keepLocally ? [] : [read, { method: "DELETE", path: image, status: 200, body: [] }],
        };
    },
    "docker:index/volume:Volume": (name, { driver, driverOpts, labels, mountpoint }) => {
        const volume = {
            ...{ Name: name, Driver: driver, Mountpoint: mountpoint },
            ...{ Labels: mapOf(labels), Options: driverOpts },
        };
        return {
            creates: (inputs) => [
                {
                    ...{ method: "POST", path: "/volumes/create", status: 201, body: volume },
                    asked: { Name: inputs.name, Labels: mapOf(inputs.labels) },
                },
            ],
            read: get(`/volumes/${name}`, volume),
            deletes: [{ method: "DELETE", path: `/volumes/${name}?force=1`, status: 204 }],
        };
    },
    "docker:index/network:Network": (id, state) => {
        const read = get(`/networks/${id}`, networkOf(id, state));
        return {
            creates: ({ name, ipamDriver, labels }) => [
                {
                    ...{ method: "POST", path: "/networks/create", status: 201, body: { Id: id } },
                    asked: {
                        ...{ Name: name, CheckDuplicate: true },
                        ...{ IPAM: { Driver: ipamDriver }, Labels: mapOf(labels) },
                    },
                },
            ],
            read,
            deletes: [read, { method: "DELETE", path: `/networks/${id}`, status: 204 }],
        };
    },
    "docker:index/container:Container": (id, state) => {
        const read = get(`/containers/${id}/json`, inspectedOf(id, state));
        const post = (what: string, status = 204): Exchange => ({ method: "POST", path: what, status });
        return {
            creates: ({ name, image, networksAdvanced = [], uploads = [], wait }) => [
                get(`/images/${image as string}/json`, { Id: image }),
                { ...post(`/containers/create?name=${name as string}`, 201), body: { Id: id } },
                ...((networksAdvanced as { name: string }[]).length > 0
                    ? [post("/networks/bridge/disconnect")]
                    : []),
                ...(networksAdvanced as { name: string }[]).map((network) =>
                    post(`/networks/${network.name}/connect`),
                ),
                ...((uploads as unknown[]).length > 0
                    ? [{ method: "PUT", path: `/containers/${id}/archive?path=/`, status: 200 }]
                    : []),
                post(`/containers/${id}/start`),
                ...(wait ? [read] : []),
            ],
            read,
            deletes: [
                post(`/containers/${id}/stop?t=0`),
                { method: "DELETE", path: `/containers/${id}?force=1&v=1`, status: 204 },
                {
                    ...post(`/containers/${id}/wait?condition=not-running`),
                    ...notFound,
                    body: noSuchContainer,
                },
            ],
        };
    },
};

const noSuchContainer = { message: "No such container: it" };

function get(path: string, body: unknown): Exchange {
    return { method: "GET", path, status: 200, body };
}

/** The last question is answered by the refusal that a recorded failure tells. */
function refused(exchanges: Exchange[], error: string): Exchange[] | undefined {
    const message = /Error response from daemon: (.*?)\n*$/s.exec(error)?.[1];
    const last = exchanges.at(-1);
    if (message === undefined || !last) return undefined;
    return [...exchanges.slice(0, -1), { ...last, status: 409, body: { message } }];
}

function mapOf(labels: unknown): Record<string, string> {
    const list = (labels ?? []) as { label: string; value: string }[];
    return Object.fromEntries(list.map(({ label, value }) => [label, value]));
}

function networkOf(id: string, state: Properties): Properties {
    const configs = (state.ipamConfigs ?? []) as { subnet: string; gateway: string }[];
    return {
        ...{ Id: id, Name: state.name, Driver: state.driver, Scope: state.scope },
        ...{ Attachable: state.attachable, Ingress: state.ingress, Internal: state.internal },
        ...{ EnableIPv6: state.ipv6, Labels: mapOf(state.labels), Options: state.options },
        IPAM: {
            Driver: state.ipamDriver,
            Options: state.ipamOptions,
            Config: configs.map(({ subnet, gateway }) => ({ Subnet: subnet, Gateway: gateway })),
        },
    };
}
