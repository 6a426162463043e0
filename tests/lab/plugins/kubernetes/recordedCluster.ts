import { Plugin, Properties } from "../plugin";
import { Recording } from "../recordings";
import { World } from "../replay";
import { Exchange, Script } from "../script";
import { containsUnknown, reveal } from "../values";
import { Exchange as OverHttps, KubernetesObject } from "./api";
import { takenOver } from "./apply";
import { HelmFailed, RunHelm } from "./helm";
import { asHelm3 } from "./helmWords";
import { releaseToken } from "./release";
import { releaseExchanges } from "./recordedHelm";

const kubeconfig = JSON.stringify({
    "current-context": "recorded",
    contexts: [{ name: "recorded", context: { cluster: "recorded", user: "recorded" } }],
    clusters: [{ name: "recorded", cluster: { server: "https://recorded" } }],
    users: [{ name: "recorded", user: {} }],
});

/** Long enough to look again once. How long the official plugin waited is not in what it answered. */
const patience = 0.6;

const madeUpManager = /pulumi-kubernetes-[0-9a-f]{8}/;

/** The cluster, and the helm program, as they were when the calls were recorded. */
export class RecordedCluster implements World {
    /** What the provider is given. */
    mutableConfigMaps = true;
    private script = new Script([]);

    constructor(private readonly plugin: () => Plugin) {}

    readonly exchange: OverHttps = ({ pathname, searchParams }, { method = "" }, text) => {
        // The name is made up, and force is only asked for where nobody is known to manage the object.
        searchParams.delete("fieldManager");
        const query = searchParams.toString();
        const body: unknown = text === "" ? undefined : JSON.parse(text);
        const answer = this.script.answer(method, pathname + (query ? `?${query}` : ""), body);
        return Promise.resolve({ status: answer.status, text: JSON.stringify(answer.body ?? {}) });
    };

    readonly runHelm: RunHelm = (args) => {
        const own = args.filter((arg, index) => arg !== "--kubeconfig" && args[index - 1] !== "--kubeconfig");
        const { status, body } = this.script.answer("helm", own.join(" "), undefined);
        if (status === 0) return Promise.resolve(body as string);
        return Promise.reject(
            new HelmFailed(asHelm3(status === 1 ? (body as string) : JSON.stringify(body))),
        );
    };

    knows(recording: Recording): boolean {
        return exchangesOf(recording) !== undefined;
    }

    async configure(): Promise<void> {
        const enableConfigMapMutable = String(this.mutableConfigMaps);
        await this.plugin().configure({ kubeconfig, enableConfigMapMutable });
    }

    async play<Answer>(recording: Recording, ask: () => Promise<Answer>): Promise<Answer> {
        await this.configure();
        this.script = new Script(exchangesOf(recording) ?? []);
        const { request } = recording;
        if (request.timeout) request.timeout = patience;
        const answer = await ask();
        this.script.played();
        return recording.method === "Create" ? withManagerOf(recording, answer) : answer;
    }
}

/** The name of a new resource's manager is made up. */
function withManagerOf<Answer>({ response }: Recording, answer: Answer): Answer {
    const [recorded, made] = [response, (answer as Pick<Recording, "response">).response].map(
        (told) => told?.properties as Properties | undefined,
    );
    if (recorded?.__fieldManager && made && madeUpManager.test(made.__fieldManager as string)) {
        made.__fieldManager = recorded.__fieldManager;
    }
    return answer;
}

/** What the cluster is asked, and what it must have answered so that the official plugin answered as it did. */
function exchangesOf(recording: Recording): Exchange[] | undefined {
    if (recording.request.type === releaseToken) return releaseExchanges(recording);
    const { method, request, response, error } = recording;
    const isPatch = request.type.endsWith("Patch");
    const state = (response?.properties ?? request.properties ?? request.news) as Properties;
    const object = liveOf(state);
    const { discovery, collection, item } = pathsOf(object);
    const waits = error?.includes("timed out waiting for the condition");
    const seen: Exchange = { method: "GET", path: item, status: 200, body: object };
    const waited: Exchange[] = waits ? [{ ...seen, again: true }] : [];
    switch (method) {
        case "Create": {
            if (request.preview) return previewExchanges(recording);
            const asked = reveal(request.properties);
            const make: Exchange = isPatch
                ? { method: "PATCH", path: `${item}?force=false`, status: 200, body: object, asked }
                : { method: "POST", path: collection, status: 201, body: object, asked };
            if (error === undefined || waits) return [discovery, make, ...waited];
            const message = /Kubernetes API server: (.* already exists)\n/.exec(error)?.[1];
            return message
                ? [discovery, { ...make, status: 409, body: { message, reason: "AlreadyExists" } }]
                : undefined;
        }
        case "Update": {
            const before = liveOf(request.olds as Properties);
            const hasOthers = !isPatch && takenOver(before.metadata.managedFields ?? [], "") !== undefined;
            const force = before.metadata.managedFields ? "false" : "true";
            return [
                discovery,
                { ...seen, body: before },
                ...(hasOthers ? [{ method: "PATCH", path: item, status: 200, body: before }] : []),
                {
                    ...{ method: "PATCH", path: `${item}?force=${force}`, status: 200, body: object },
                    asked: reveal(request.news),
                },
                ...waited,
            ];
        }
        case "Read":
            if (error !== undefined) return undefined;
            return [discovery, response?.id === undefined ? notFound(item) : seen];
        case "Delete":
            return error === undefined
                ? [discovery, { method: "DELETE", path: item, status: 200, body: object }, notFound(item)]
                : undefined;
        default:
            return undefined;
    }
}

/** A preview tries the creation, as far as its inputs are known and there is anything to create it in. */
function previewExchanges({ request, response }: Recording): Exchange[] {
    const inputs = request.properties as Properties;
    if (containsUnknown(inputs)) return [];
    const answered = response?.properties as Properties;
    const object = liveOf(answered);
    const { discovery, collection } = pathsOf(object);
    if (answered.__fieldManager) {
        return [discovery, { method: "POST", path: `${collection}?dryRun=All`, status: 201, body: object }];
    }
    const isCustom = /\.(io|com)\//.test(object.apiVersion) && !object.apiVersion.includes(".k8s.io/");
    if (isCustom) return [{ ...discovery, body: { resources: [] } }];
    const message = `namespaces "${object.metadata.namespace ?? ""}" not found`;
    return [
        discovery,
        {
            method: "POST",
            path: `${collection}?dryRun=All`,
            status: 404,
            body: { message, reason: "NotFound" },
        },
    ];
}

function notFound(path: string): Exchange {
    return { method: "GET", path, status: 404, body: { message: "not found", reason: "NotFound" } };
}

function liveOf(state: Properties): KubernetesObject {
    const own = Object.entries(reveal(state) as Properties).filter(([name]) => !name.startsWith("__"));
    return Object.fromEntries(own) as KubernetesObject;
}

/** Where the API has objects of a kind; the kinds that occur are all named the same way in the plural. */
function pathsOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject) {
    const plural = `${kind.toLowerCase()}s`;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const collection = `${root}${namespace ? `/namespaces/${namespace}` : ""}/${plural}`;
    const resources = [{ name: plural, kind, namespaced: namespace !== undefined }];
    const discovery: Exchange = { method: "GET", path: root, status: 200, body: { resources } };
    return { discovery, collection, item: `${collection}/${name}` };
}
