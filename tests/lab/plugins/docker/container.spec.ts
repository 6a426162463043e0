import * as assert from "node:assert/strict";

import { InitializationFailed, Properties } from "../plugin";
import { recordedScenarios } from "../recordings";
import { Exchange } from "../script";
import { dockerPlugin } from "./plugin";
import { inspectedOf } from "./recordedContainer";
import { withEngine } from "./recordedEngine";

const token = "docker:index/container:Container";

/** A container of the recorded program that was created. */
function created(isOne: (inputs: Properties) => boolean) {
    const call = recordedScenarios()
        .flatMap(([, calls]) => calls)
        .find(
            ({ method, request, response }) =>
                method === "Create" &&
                request.type === token &&
                !request.preview &&
                response !== undefined &&
                isOne(request.properties as Properties),
        );
    assert.ok(call?.response);
    const { id, properties } = call.response as { id: string; properties: Properties };
    return { id, inputs: call.request.properties as Properties, state: properties, urn: call.request.urn };
}

describe("the docker adapter's Container", () => {
    const plugin = dockerPlugin();
    const context = { signal: new AbortController().signal, log: () => undefined };
    const ping: Exchange = { method: "GET", path: "/_ping", status: 200, body: {} };
    const vault = created(({ wait }) => wait === true);
    const other = created(({ wait }) => wait !== true);

    /** How Docker describes a container, with its state. */
    const inspected = ({ id, state }: typeof vault, of: Properties): Exchange => ({
        method: "GET",
        path: `/containers/${id}/json`,
        status: 200,
        body: { ...inspectedOf(id, state), State: of, NetworkSettings: { Ports: {}, Networks: {} } },
    });
    const creation = ({ id, inputs }: typeof vault): Exchange[] => [
        { method: "GET", path: `/images/${inputs.image as string}/json`, status: 200, body: {} },
        {
            ...{ method: "POST", path: `/containers/create?name=${inputs.name as string}`, status: 201 },
            body: { Id: id },
        },
        { method: "POST", path: "/networks/bridge/disconnect", status: 200 },
        { method: "POST", path: "/networks/alloy-stack/connect", status: 200 },
        ...(inputs.uploads
            ? [{ method: "PUT", path: `/containers/${id}/archive?path=/`, status: 200, body: {} }]
            : []),
        { method: "POST", path: `/containers/${id}/start`, status: 204 },
    ];
    const subjectOf = ({ urn }: typeof vault) => ({ urn, name: "c", type: token });
    const ended = { Running: false, ExitCode: 7 };

    it("that has ended is still there when it is read, and the next update starts it", async () => {
        const { id, inputs, state } = other;
        const resource = plugin.resource(token);
        const read = await withEngine(plugin, [ping, inspected(other, ended)], () =>
            resource.read({ ...subjectOf(other), id, properties: state, inputs }, context),
        );
        assert.equal(read.id, id);
        assert.equal(read.properties?.mustRun, false);
        assert.equal(read.properties.exitCode, 7);

        const olds = { ...state, mustRun: false };
        const start = { method: "POST", path: `/containers/${id}/start`, status: 204 };
        await withEngine(plugin, [ping, start], () =>
            resource.update({ ...subjectOf(other), id, olds, news: inputs }, context),
        );
    });

    it("that ends as soon as it was started is created nevertheless", async () => {
        const { id, inputs } = other;
        const exchanges = [ping, ...creation(other), inspected(other, ended)];
        const { properties } = await withEngine(plugin, exchanges, () =>
            plugin.resource(token).create({ ...subjectOf(other), properties: inputs }, context),
        );
        assert.equal(properties.mustRun, false);
        assert.equal(properties.id, id);
    });

    it("that does not become healthy is in the state", async () => {
        const starting = inspected(vault, { Running: true, ExitCode: 0, Health: { Status: "starting" } });
        const properties = { ...vault.inputs, waitTimeout: 0.1 };
        const exchanges = [ping, ...creation(vault), { ...starting, again: true as const }];
        const work = withEngine(plugin, exchanges, () =>
            plugin.resource(token).create({ ...subjectOf(vault), properties }, context),
        );
        await assert.rejects(work, (error: Error) => {
            assert.ok(error instanceof InitializationFailed, error.message);
            assert.equal(error.id, vault.id);
            assert.match(error.message, /container failed to be in healthy state/);
            return true;
        });
    });

    it("is not asked for where no engine answers", async () => {
        await plugin.configure({ host: "unix:///nowhere/docker.sock" });
        const { id, state } = other;
        await assert.rejects(
            plugin.resource(token).read({ ...subjectOf(other), id, properties: state }, context),
            /failed to create Docker client: Error pinging Docker server, please make sure that unix:\/\/\/nowhere/,
        );
    });
});
