import { setTimeout as sleep } from "node:timers/promises";

import { Definition, Found } from "../bridged/resource";
import { Context, Properties } from "../plugin";
import { createRequest } from "./containerRequest";
import { containerSchema } from "./containerSchema";
import { containerState, Inspected } from "./containerState";
import { Engine } from "./engine";
import { logText } from "./logs";
import { tarOf } from "./tar";

export function container(engine: () => Engine): Definition {
    return {
        token: "docker:index/container:Container",
        schema: containerSchema,
        timeouts: true,
        schemaVersion: 2,
        uniqueName: true,
        create: (wanted, context) => create(engine(), wanted, context),
        read: (id, state, context) => read(engine(), id, state, context),
        update: (id, wanted) => update(engine(), id, wanted),
        delete: (id, state) => remove(engine(), id, state),
    };
}

/** A container that is made but doesn't start, or doesn't get healthy, stays: it shows what is wrong. */
async function create(engine: Engine, wanted: Properties, context: Context): Promise<Found> {
    const name = wanted.name as string;
    const made = await engine.post(
        `/containers/create?name=${encodeURIComponent(name)}`,
        createRequest(wanted),
    );
    const { Id: id } = made as { Id: string };
    let problem: string | undefined;
    try {
        await connect(engine, id, wanted);
        await upload(engine, id, wanted);
        await engine.post(`/containers/${id}/start`);
        if (wanted.wait) await untilHealthy(engine, id, wanted.waitTimeout as number, context.signal);
    } catch (error) {
        problem = `the container "${name}" was created, but: ${(error as Error).message}`;
    }
    const inspected = await inspect(engine, id);
    const found = { id, properties: containerState(inspected) };
    if (problem !== undefined) return { ...found, problem };
    await ensureRunning(engine, inspected, wanted);
    return found;
}

/** A container in networks of its own is not in Docker's default one. */
async function connect(engine: Engine, id: string, { networksAdvanced }: Properties): Promise<void> {
    const networks = networksAdvanced as { name: string }[];
    if (networks.length > 0)
        await engine.post("/networks/bridge/disconnect", { Container: id, Force: false });
    for (const { name } of networks) {
        await engine.post(`/networks/${encodeURIComponent(name)}/connect`, { Container: id });
    }
}

async function upload(engine: Engine, id: string, { uploads }: Properties): Promise<void> {
    const files = uploads as { file: string; content: string }[];
    if (files.length === 0) return;
    const archive = tarOf(files.map(({ file, content }) => ({ path: file, content })));
    await engine.putArchive(`/containers/${id}/archive?path=/`, archive);
}

async function untilHealthy(engine: Engine, id: string, seconds: number, signal: AbortSignal): Promise<void> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const { State: state } = await inspect(engine, id);
        if (!state.Health) throw new Error("it has no healthcheck to wait for; give it one, or do not wait");
        if (state.Health.Status === "healthy") return;
        if (Date.now() >= end) {
            const last = state.Health.Log?.at(-1);
            const said = last ? `its last check ended with ${last.ExitCode}: ${last.Output.trim()}` : "";
            throw new Error(
                `container failed to be in healthy state within ${seconds} s; ${said || "no check has ended yet"}`,
            );
        }
        await sleep(1000, undefined, { signal });
    }
}

/** One that has ended right away is removed, so its last words are in the message. */
async function ensureRunning(engine: Engine, { Id: id }: Inspected, wanted: Properties): Promise<void> {
    await sleep(100);
    const { State: state } = await inspect(engine, id);
    if (state.Running) return;
    const log = logText(await engine.bytes(`/containers/${id}/logs?stdout=1&stderr=1&tail=10`));
    await remove(engine, id, wanted);
    throw new Error(
        `container exited immediately: "${wanted.name as string}" ended with ${state.ExitCode} and was removed. ` +
            `The end of its log: ${log || "(empty)"}`,
    );
}

/** The official plugin wants a container to run: one that doesn't is removed, so that the next update makes it anew. */
async function read(
    engine: Engine,
    id: string,
    state: Properties,
    context: Context,
): Promise<Found | undefined> {
    const inspected = await engine.find<Inspected>(`/containers/${id}/json`);
    if (!inspected) return undefined;
    if (!inspected.State.Running) {
        context.log("warning", `the container "${state.name as string}" did not run and was removed`);
        await remove(engine, id, state);
        return undefined;
    }
    return { id, properties: containerState(inspected) };
}

/**
 * Most of what may change replaces the container. The rest, save for the restart policy, is only noted: the official
 * plugin doesn't give a changed healthcheck to a container that is there either.
 */
async function update(engine: Engine, id: string, { restart }: Properties): Promise<Found> {
    await engine.post(`/containers/${id}/update`, { RestartPolicy: { Name: restart } });
    return { id, properties: {} };
}

/** At once, as the official plugin does unless it is given a time of grace; with the volumes that have no name. */
async function remove(engine: Engine, id: string, { removeVolumes }: Properties): Promise<void> {
    await engine.delete(`/containers/${id}?force=1&v=${removeVolumes === false ? 0 : 1}`);
}

async function inspect(engine: Engine, id: string): Promise<Inspected> {
    const inspected = await engine.find<Inspected>(`/containers/${id}/json`);
    if (inspected) return inspected;
    throw new Error(`the container ${id.slice(0, 12)} is gone`);
}
