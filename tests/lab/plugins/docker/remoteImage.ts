import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Engine } from "./engine";

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
export function remoteImage(engine: () => Engine): Definition {
    const read = async (name: string): Promise<Found | undefined> => {
        const inspected = await engine().find<Inspected>(`/images/${encodeURI(name)}/json`);
        return inspected && found(name, inspected);
    };
    const ensure = async (name: string): Promise<Found> => {
        const local = await read(name);
        if (local) return local;
        await pull(engine(), name);
        const pulled = await read(name);
        if (pulled) return pulled;
        throw new Error(`Docker pulled the image "${name}" but does not have it`);
    };

    return {
        token: "docker:index/remoteImage:RemoteImage",
        schema,
        timeouts: true,
        uniqueName: false,
        create: ({ name }) => ensure(name as string),
        read: (_, { name }) => read(name as string),
        update: (_, { name }) => ensure(name as string),
        delete: async (_, { name, keepLocally }) => {
            if (!keepLocally) await engine().delete(`/images/${encodeURI(name as string)}`);
        },
    };
}

/** Docker says "OK" to every pull, and what went wrong only in the last line of its answer. */
async function pull(engine: Engine, name: string): Promise<void> {
    const [repository, tag] = splitName(name);
    const query = new URLSearchParams({ fromImage: repository, tag });
    try {
        const lines = (await engine.postLines(`/images/create?${query.toString()}`)) as { error?: string }[];
        const problem = lines.find(({ error }) => error !== undefined)?.error;
        if (problem !== undefined) throw new Error(problem);
    } catch (error) {
        throw new Error(
            `the image "${name}" is not on this machine, and Docker cannot pull it: ${(error as Error).message}`,
            { cause: error },
        );
    }
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
