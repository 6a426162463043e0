import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Engine, saying } from "./engine";

const schema: Schema = {
    build: { kind: "block" },
    forceRemove: { kind: "boolean" },
    imageId: { kind: "string", computed: true },
    keepLocally: { kind: "boolean", served: true },
    name: { kind: "string", served: true, required: true, replaces: true },
    platform: { kind: "string", replaces: true },
    pullTriggers: { kind: "set", replaces: true },
    repoDigest: { kind: "string", computed: true },
    triggers: { kind: "map", replaces: true },
};

interface Inspected {
    Id: string;
    RepoDigests?: string[] | null;
}

/** An image that the engine has, or gets. */
export function remoteImage(engine: () => Promise<Engine>): Definition {
    const read = async (name: string): Promise<Found | undefined> => {
        const inspected = await inspect(await engine(), name);
        return inspected && found(name, inspected);
    };
    const ensure = async (name: string): Promise<string> => {
        const { Id } = await saying(
            "Unable to read Docker image into resource: ",
            findImage(await engine(), name),
        );
        return `${Id}${name}`;
    };

    return {
        token: "docker:index/remoteImage:RemoteImage",
        schema,
        timeouts: true,
        uniqueName: false,
        create: async (wanted) => {
            const name = wanted.name as string;
            return { id: await ensure(name), finish: () => read(name) };
        },
        read: (_, { name }) => read(name as string),
        update: async (_, { name }) => {
            await ensure(name as string);
            return read(name as string);
        },
        delete: async (_, { name, keepLocally }) => {
            const reached = await engine();
            if (keepLocally || !(await inspect(reached, name as string))) return;
            const path = `/images/${encodeURI(name as string)}`;
            await saying("Unable to remove Docker image: ", reached.delete(path));
        },
    };
}

/** An image that is on this machine, or is pulled. */
export async function findImage(engine: Engine, name: string): Promise<Inspected> {
    const local = await inspect(engine, name);
    if (local) return local;
    const [repository, tag] = splitName(name);
    const query = new URLSearchParams({ fromImage: repository, tag });
    const words = `unable to pull image ${name}: error pulling image ${name}: `;
    await saying(words, engine.postPatiently(`/images/create?${query.toString()}`));
    const pulled = await inspect(engine, name);
    if (pulled) return pulled;
    // What went wrong stands in Docker's answer, which the official plugin does not look into.
    throw new Error(`unable to find or pull image ${name}`);
}

function inspect(engine: Engine, name: string): Promise<Inspected | undefined> {
    return saying(
        `unable to inspect image ${name}: `,
        engine.find<Inspected>(`/images/${encodeURI(name)}/json`),
    );
}

/** A name without a tag means "latest"; one with a digest says enough. */
export function splitName(name: string): [repository: string, tag: string] {
    if (name.includes("@")) return [name, ""];
    const colon = name.lastIndexOf(":");
    return colon > name.lastIndexOf("/") ? [name.slice(0, colon), name.slice(colon + 1)] : [name, "latest"];
}

function found(name: string, { Id, RepoDigests }: Inspected): Found {
    const [repository] = splitName(name.split("@")[0]!);
    const digest = (RepoDigests ?? []).find((each) => each.startsWith(`${repository}@`));
    return { id: `${Id}${name}`, properties: { imageId: Id, name, repoDigest: digest ?? "" } };
}
