import * as assert from "node:assert/strict";

import { InitializationFailed, Properties } from "../plugin";
import { Exchange, Script } from "../script";
import { Exchange as OverHttps } from "./api";
import { kubernetesPlugin } from "./plugin";

const kubeconfig = JSON.stringify({
    "current-context": "lab",
    contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
    clusters: [{ name: "lab", cluster: { server: "https://lab" } }],
    users: [{ name: "lab", user: {} }],
});

const kinds: Record<string, Exchange> = {
    ConfigMap: discovered("/api/v1", "configmaps", "ConfigMap"),
    DaemonSet: discovered("/apis/apps/v1", "daemonsets", "DaemonSet"),
    Namespace: discovered("/api/v1", "namespaces", "Namespace", false),
};
const configMaps = "/api/v1/namespaces/monitoring/configmaps";
const daemonSets = "/apis/apps/v1/namespaces/monitoring/daemonsets";

function discovered(path: string, name: string, kind: string, namespaced = true): Exchange {
    return { method: "GET", path, status: 200, body: { resources: [{ name, kind, namespaced }] } };
}

function refusal(message: string, reason: string, more: Properties = {}): Properties {
    return { message, reason, ...more };
}

describe("the kubernetes adapter's objects", () => {
    let messages: string[];
    const context = {
        signal: new AbortController().signal,
        log: (severity: string, message: string) => messages.push(`${severity}: ${message}`),
    };
    beforeEach(() => (messages = []));

    /** A resource of this type, in a cluster that is asked this and answers so. */
    async function resourceIn(type: string, exchanges: Exchange[]) {
        const [, kind = ""] = /:(\w+?)(?:Patch)?$/.exec(type) ?? [];
        const script = new Script([...(kinds[kind] ? [kinds[kind]] : []), ...exchanges]);
        const exchange: OverHttps = ({ pathname, searchParams }, { method = "" }, text) => {
            searchParams.delete("fieldManager");
            const query = searchParams.size > 0 ? `?${searchParams.toString()}` : "";
            const body: unknown = text === "" ? undefined : JSON.parse(text);
            const answer = script.answer(method, pathname + query, body);
            return Promise.resolve({ status: answer.status, text: JSON.stringify(answer.body) });
        };
        const plugin = kubernetesPlugin(exchange);
        await plugin.configure({ kubeconfig });
        const subject = { urn: `urn:pulumi:dev::alloy-stack::${type}::r`, name: "r", type };
        return { resource: plugin.resource(type), subject, script };
    }

    async function partOf(work: Promise<unknown>): Promise<InitializationFailed> {
        const error: unknown = await work.then(
            () => undefined,
            (failure: unknown) => failure,
        );
        assert.ok(error instanceof InitializationFailed, String(error));
        return error;
    }

    const configMap = (data: Properties, metadata: Properties = {}) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "a", namespace: "monitoring", ...metadata },
        data,
    });
    const daemonSet = (annotations: Properties = {}, more: Properties = {}) => ({
        apiVersion: "apps/v1",
        kind: "DaemonSet",
        metadata: { name: "a", namespace: "monitoring", generation: 1, annotations },
        ...more,
    });
    const stateOf = (object: Properties): Properties => ({
        ...object,
        __inputs: object,
        __initialApiVersion: object.apiVersion,
        __fieldManager: "pulumi-kubernetes-1",
    });
    const id = "monitoring/a";
    const isReady = { observedGeneration: 1, desiredNumberScheduled: 1, currentNumberScheduled: 1 };

    describe("an update", () => {
        const olds = stateOf(configMap({ one: "1" }));
        const news = configMap({ one: "2" });
        const conflict = refusal('Apply failed with 1 conflict: conflict with "x": .data.one', "Conflict");
        const live = configMap({ one: "1" }, { managedFields: [{ manager: "x", operation: "Update" }] });

        it("of a field that is somebody else's is a conflict, in the words of the official plugin", async () => {
            const { resource, subject, script } = await resourceIn("kubernetes:core/v1:ConfigMap", [
                { method: "GET", path: `${configMaps}/a`, status: 200, body: live },
                { method: "PATCH", path: `${configMaps}/a?force=false`, status: 409, body: conflict },
                { method: "GET", path: `${configMaps}/a`, status: 200, body: live },
            ]);
            const error = await partOf(resource.update({ ...subject, id, olds, news }, context));
            assert.match(
                error.message,
                /^the Kubernetes API server reported that "monitoring\/a" failed to fully initialize or become live: server-side apply field conflict detected, see https:.*\nThe resource managed by field manager "pulumi-kubernetes-1" had an apply conflict: Apply failed with 1 conflict/,
            );
            script.played();
        });

        it("whose managers have changed meanwhile is not tried again", async () => {
            const ours = { manager: "pulumi-kubernetes", operation: "Update" };
            const created = configMap({ one: "1" }, { managedFields: [ours], resourceVersion: "7" });
            const stale = refusal("the object has been modified", "Conflict");
            const { resource, subject, script } = await resourceIn("kubernetes:core/v1:ConfigMap", [
                { method: "GET", path: `${configMaps}/a`, status: 200, body: created },
                { method: "PATCH", path: `${configMaps}/a`, status: 409, body: stale },
                { method: "GET", path: `${configMaps}/a`, status: 200, body: created },
            ]);
            const error = await partOf(resource.update({ ...subject, id, olds, news }, context));
            assert.match(error.message, /: the object has been modified$/);
            script.played();
        });

        it("of an object that is gone fails, of a patch's too", async () => {
            const gone = refusal('configmaps "a" not found', "NotFound");
            for (const type of ["kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:ConfigMapPatch"]) {
                const look = { method: "GET", path: `${configMaps}/a`, status: 404, body: gone };
                const { resource, subject, script } = await resourceIn(type, [look, look]);
                await assert.rejects(resource.update({ ...subject, id, olds, news }, context), {
                    message:
                        `update of resource "${subject.urn}" failed: configmaps "a" not found\n` +
                        'unable to get cluster state: configmaps "a" not found',
                });
                script.played();
            }
        });
    });

    describe("a deletion", () => {
        const object = configMap({}, { uid: "1", finalizers: ["x/y"] });
        const state = stateOf(object);
        const item = `${configMaps}/a`;

        it("that takes too long leaves the object in the state, and says what may hold it", async () => {
            const { resource, subject } = await resourceIn("kubernetes:core/v1:ConfigMap", [
                { method: "DELETE", path: item, status: 200, body: object },
                { method: "GET", path: item, status: 200, body: object, again: true },
            ]);
            const error = await partOf(
                resource.delete({ ...subject, id, properties: state, timeout: 0.1 }, context),
            );
            assert.equal(error.message, "timed out waiting for the condition");
            assert.deepEqual(messages, ["warning: finalizers might be preventing deletion (x/y)"]);
        });

        it("is done once another object stands there, and not awaited for some kinds if the program says so", async () => {
            const another = configMap({}, { uid: "2" });
            const replaced = await resourceIn("kubernetes:core/v1:ConfigMap", [
                { method: "DELETE", path: item, status: 200, body: object },
                { method: "GET", path: item, status: 200, body: another },
            ]);
            const remove = { id, properties: state, timeout: 0.1 };
            await replaced.resource.delete({ ...replaced.subject, ...remove }, context);
            replaced.script.played();

            const properties = stateOf(daemonSet({ "pulumi.com/skipAwait": "true" }));
            const notAwaited = await resourceIn("kubernetes:apps/v1:DaemonSet", [
                { method: "DELETE", path: `${daemonSets}/a`, status: 200, body: object },
            ]);
            await notAwaited.resource.delete({ ...notAwaited.subject, ...remove, properties }, context);
            notAwaited.script.played();
        });

        it("of a patch gives up its fields, which fails if one of them is required", async () => {
            const invalid = refusal('DaemonSet.apps "a" is invalid', "Invalid", {
                details: { causes: [{ reason: "FieldValueRequired", field: "spec.selector" }] },
            });
            const { resource, subject, script } = await resourceIn("kubernetes:apps/v1:DaemonSetPatch", [
                { method: "PATCH", path: `${daemonSets}/a?force=false`, status: 422, body: invalid },
            ]);
            const properties = stateOf(daemonSet());
            await assert.rejects(
                resource.delete({ ...subject, id, properties }, context),
                /currently managing a required field.*`retainOnDelete`.*: spec\.selector$/,
            );
            script.played();
        });
    });

    describe("a DaemonSet", () => {
        const type = "kubernetes:apps/v1:DaemonSet";
        const behind = (annotations: Properties = {}) =>
            daemonSet(annotations, { status: { ...isReady, updatedNumberScheduled: 1, numberReady: 0 } });

        it("and a patch of one are awaited until all its pods are ready", async () => {
            const seen = { method: "GET", path: `${daemonSets}/a`, status: 200, body: behind() };
            const properties = daemonSet();
            const make: Exchange = { method: "POST", path: daemonSets, status: 201, body: behind() };
            const apply: Exchange = { ...make, method: "PATCH", path: `${daemonSets}/a?force=false` };
            for (const [token, first] of [
                [type, make],
                [`${type}Patch`, apply],
            ] as const) {
                const { resource, subject } = await resourceIn(token, [first, { ...seen, again: true }]);
                const create = resource.create({ ...subject, properties, timeout: 0.1 }, context);
                const error = await partOf(create);
                assert.match(error.message, /failed to fully initialize or become live: timed out waiting/);
                assert.equal(error.id, id);
            }
        });

        it("is as its annotations say, when it is made and when it is read", async () => {
            const skipped = { "pulumi.com/skipAwait": "true" };
            const properties = daemonSet(skipped);
            const created = await resourceIn(type, [
                { method: "POST", path: daemonSets, status: 201, body: behind(skipped) },
            ]);
            await created.resource.create({ ...created.subject, properties }, context);
            created.script.played();

            const look = { method: "GET", path: `${daemonSets}/a`, status: 200, body: behind() };
            for (const inputs of [properties, daemonSet()]) {
                const { resource, subject } = await resourceIn(type, [look]);
                const read = resource.read({ ...subject, id, properties: stateOf(inputs), inputs }, context);
                if (inputs === properties) assert.equal((await read).id, id);
                else {
                    const { message } = await partOf(read);
                    assert.equal(message, "Resource 'a' was created but failed to initialize");
                }
            }
        });
    });

    it("are told of, where a program only reads them, as whoever asks knows them already", async () => {
        const identity = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } };
        const labelled = { ...identity, metadata: { name: "a", labels: { team: "a" }, uid: "u" } };
        const look = { method: "GET", path: "/api/v1/namespaces/a", status: 200, body: labelled };
        const inputs = async (properties: Properties, given: Properties = {}) => {
            const { resource, subject } = await resourceIn("kubernetes:core/v1:Namespace", [look]);
            return (await resource.read({ ...subject, id: "a", properties, inputs: given }, context)).inputs;
        };
        assert.deepEqual(await inputs({}), { ...identity, metadata: { name: "a", labels: { team: "a" } } });
        assert.deepEqual(await inputs(labelled), identity);
        assert.deepEqual(await inputs(labelled, identity), identity);
    });
});
