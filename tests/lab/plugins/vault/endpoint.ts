import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { quoting, saying, VaultClient } from "./client";
import { goJson, normalJson, parseObject } from "./json";

const schema: Schema = {
    dataJson: { kind: "string", served: true, required: true, secret: true, normal: normalJson },
    disableDelete: { kind: "boolean", served: true, default: false },
    disableRead: { kind: "boolean", default: false },
    ignoreAbsentFields: { kind: "boolean", served: true, default: false },
    namespace: { kind: "string", replaces: true },
    path: { kind: "string", served: true, required: true, replaces: true },
    writeData: { kind: "map", computed: true },
    writeDataJson: { kind: "string", computed: true },
    writeFields: { kind: "list" },
};

/** Anything that Vault takes at a path. */
export function endpoint(logIn: () => Promise<VaultClient>): Definition {
    const read = async (path: string, state: Properties): Promise<Found | undefined> => {
        const vault = await logIn();
        const found = await saying(`error reading ${path} from Vault: `, vault.read(path));
        if (!found) return undefined;
        const ours = parseObject(state.dataJson as string);
        const data = state.ignoreAbsentFields ? withValuesOf(ours, found) : found;
        return { id: path, properties: { path, dataJson: goJson(data) } };
    };
    const write = async (wanted: Properties): Promise<() => Promise<Found | undefined>> => {
        const path = wanted.path as string;
        const vault = await logIn();
        const data = parseObject(wanted.dataJson as string);
        const answer = await saying("error writing to Vault: ", vault.ask("PUT", path, data));
        // Of Vault's answer only the fields named in writeFields would be kept, which isn't served.
        const writeDataJson = answer ? "{}" : "null";
        return async () => {
            const found = await read(path, wanted);
            return found && { ...found, properties: { ...found.properties, writeData: {}, writeDataJson } };
        };
    };

    return {
        token: "vault:generic/endpoint:Endpoint",
        schema,
        schemaVersion: 1,
        uniqueName: false,
        create: async (wanted) => ({ id: wanted.path as string, finish: await write(wanted) }),
        read,
        update: async (_, wanted) => (await write(wanted))(),
        delete: async (path, state) => {
            if (state.disableDelete) return;
            const vault = await logIn();
            await quoting(`error deleting "${path}" from Vault: `, vault.ask("DELETE", path));
        },
    };
}

/** Ours, each with the value that Vault has for it, if it tells one. */
export function withValuesOf(ours: Properties, found: Properties): Properties {
    return Object.fromEntries(
        Object.entries(ours).map(([key, value]) => [key, key in found ? found[key] : value]),
    );
}
