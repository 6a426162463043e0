import { setTimeout as sleep } from "node:timers/promises";

import { Definition, Found } from "../bridged/resource";
import { Context, Properties } from "../plugin";
import { createRequest } from "./containerRequest";
import { containerSchema } from "./containerSchema";
import { containerState, Inspected } from "./containerState";
import { Engine, saying, unless } from "./engine";
import { findImage } from "./remoteImage";
import { tarOf } from "./tar";

export function container(engine: () => Promise<Engine>): Definition {
    const read = async (id: string, { mustRun }: Properties): Promise<Found | undefined> => {
        const inspected = await (await engine()).find<Inspected>(`/containers/${id}/json`);
        if (!inspected) return undefined;
        const isDown = mustRun === true && !inspected.State.Running;
        // The next update sees that difference, and starts it.
        return { id, properties: { ...containerState(inspected), ...(isDown && { mustRun: false }) } };
    };

    return {
        token: "docker:index/container:Container",
        schema: containerSchema,
        timeouts: true,
        schemaVersion: 2,
        uniqueName: true,
        create: async (wanted, context) => {
            const reached = await engine();
            const image = wanted.image as string;
            const words = `Unable to create container with image ${image}: `;
            await saying(words, findImage(reached, image));
            const path = `/containers/create?name=${encodeURIComponent(wanted.name as string)}`;
            const made = reached.post(path, createRequest(wanted));
            const { Id: id } = (await saying("Unable to create container: ", made)) as { Id: string };
            return {
                id,
                finish: async () => {
                    await start(reached, id, wanted, context);
                    // One that has ended by now is as good as any other: that it does not run is a difference.
                    return read(id, wanted);
                },
            };
        },
        read,
        update: async (id, wanted, _, before) => update(await engine(), id, wanted, before),
        delete: async (id, state) => remove(await engine(), id, state),
    };
}

async function start(engine: Engine, id: string, wanted: Properties, { signal }: Context): Promise<void> {
    await connect(engine, id, wanted);
    await upload(engine, id, wanted);
    await saying("Unable to start container: ", engine.post(`/containers/${id}/start`));
    if (wanted.wait) await untilHealthy(engine, id, wanted.waitTimeout as number, signal);
}

/** A container in networks of its own is not in Docker's default one. */
async function connect(engine: Engine, id: string, { networksAdvanced }: Properties): Promise<void> {
    const networks = networksAdvanced as { name: string }[];
    if (networks.length === 0) return;
    await unless(
        /is not connected to the network bridge/i,
        "Unable to disconnect the default network: ",
        engine.post("/networks/bridge/disconnect", { Container: id, Force: false }),
    );
    for (const { name } of networks) {
        const connected = engine.post(`/networks/${encodeURIComponent(name)}/connect`, { Container: id });
        await saying(`Unable to connect to network '${name}': `, connected);
    }
}

async function upload(engine: Engine, id: string, { uploads }: Properties): Promise<void> {
    const files = uploads as { file: string; content: string }[];
    if (files.length === 0) return;
    const archive = tarOf(files.map(({ file, content }) => ({ path: file, content })));
    const unpacked = engine.putArchive(`/containers/${id}/archive?path=/`, archive);
    await saying("Unable to upload volume content: ", unpacked);
}

async function untilHealthy(engine: Engine, id: string, seconds: number, signal: AbortSignal): Promise<void> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const words = "error inspecting container state: ";
        const { State: state } = (await saying(words, engine.get(`/containers/${id}/json`))) as Inspected;
        if (!state.Health) {
            throw new Error(
                "you have supplied a 'wait' argument, but the container does not have a healthcheck defined. " +
                    "Please remove the 'wait' argument or add a 'healthcheck' attribute",
            );
        }
        if (state.Health.Status === "healthy") return;
        if (Date.now() >= end) throw new Error("container failed to be in healthy state");
        await sleep(1000, undefined, { signal });
    }
}

/**
 * Most of what may change replaces the container. Of the rest only the restart policy is given to a container that is
 * there, and one that was found not to run is started; a changed healthcheck, for example, is only noted.
 */
async function update(engine: Engine, id: string, wanted: Properties, before: Properties): Promise<Found> {
    if (before.mustRun === false && wanted.mustRun === true) {
        await saying("Unable to start container: ", engine.post(`/containers/${id}/start`));
    }
    if (wanted.restart !== before.restart) {
        const changed = { RestartPolicy: { Name: wanted.restart } };
        await saying("Unable to update a container: ", engine.post(`/containers/${id}/update`, changed));
    }
    return { id, properties: {} };
}

/** At once, as the official plugin does unless it is given a time of grace; with the volumes that have no name. */
async function remove(engine: Engine, id: string, { removeVolumes }: Properties): Promise<void> {
    const isGone = /No such container/i;
    const goes = /No such container|is already in progress/i;
    await unless(isGone, `Error stopping container ${id}: `, engine.post(`/containers/${id}/stop?t=0`));
    const path = `/containers/${id}?force=1&v=${removeVolumes === false ? 0 : 1}`;
    await unless(goes, `Error deleting container ${id}: `, engine.delete(path));
    const waited = engine.post(`/containers/${id}/wait?condition=not-running`);
    await unless(goes, `Error waiting for container removal '${id}': `, waited);
}
