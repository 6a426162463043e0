import { setTimeout as sleep } from "node:timers/promises";

import { parseDuration } from "../bridged/duration";
import { Definition, Found } from "../bridged/resource";
import { isProperties, Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { quoting, saying, VaultClient, VaultError } from "./client";
import { asTexts, normalJson, parseObject } from "./json";

const schema: Schema = {
    cas: { kind: "number" },
    customMetadata: {
        kind: "block",
        computed: true,
        fields: {
            casRequired: { kind: "boolean" },
            data: { kind: "map" },
            deleteVersionAfter: { kind: "number" },
            maxVersions: { kind: "number" },
        },
    },
    data: { kind: "map", computed: true, secret: true },
    dataJson: { kind: "string", served: true, required: true, secret: true, normal: normalJson },
    dataJsonWo: { kind: "string" },
    dataJsonWoVersion: { kind: "number" },
    deleteAllVersions: { kind: "boolean", served: true, default: false },
    disableRead: { kind: "boolean", default: false },
    metadata: { kind: "map", computed: true },
    mount: { kind: "string", served: true, required: true, replaces: true },
    name: { kind: "string", served: true, required: true, replaces: true },
    namespace: { kind: "string", replaces: true },
    options: { kind: "map" },
    path: { kind: "string", computed: true },
};

/**
 * A secret in a key-value store, version 2: every write is a new version.
 *
 * The official plugin reads nothing of the secret itself back, so that it sees none that somebody else has written.
 */
export function secretV2(logIn: () => Promise<VaultClient>): Definition {
    const read = async (path: string): Promise<Found | undefined> => {
        const vault = await logIn();
        const found = await saying("error reading from Vault: ", vault.read(path));
        if (!found) return undefined;
        const [, mount = "", name = ""] = /^(.+?)\/data\/(.+)$/.exec(path) ?? [];
        const metadata = (await vault.read(`${mount}/metadata/${name}`)) ?? {};
        const properties: Properties = {
            ...{ mount, name, path, data: {} },
            metadata: asTexts(found.metadata as Properties),
            customMetadata: customMetadataState(metadata),
        };
        return { id: path, properties };
    };
    const write = async ({ mount, name, dataJson }: Properties): Promise<string> => {
        const path = `${mount as string}/data/${name as string}`;
        const body = { data: parseObject(dataJson as string), cas: 0, options: {} };
        await patiently(await logIn(), path, body);
        return path;
    };

    return {
        token: "vault:kv/secretV2:SecretV2",
        schema,
        uniqueName: true,
        create: async (wanted) => {
            const path = await write(wanted);
            return { id: path, finish: () => read(path) };
        },
        read,
        update: async (path, wanted) => {
            await write(wanted);
            const { mount, name, customMetadata } = wanted;
            // As soon as a state holds any, which it does once the secret was read.
            if (isProperties(customMetadata)) {
                const at = `${mount as string}/metadata/${name as string}`;
                const vault = await logIn();
                await saying(`error writing custom metadata to ${at}, err=`, vault.ask("PUT", at, {}));
            }
            return read(path);
        },
        // Otherwise the newest version only, which leaves the older ones and can be undone.
        delete: async (path, { mount, name, deleteAllVersions }) => {
            const all = deleteAllVersions === true;
            const at = all ? `${mount as string}/metadata/${name as string}` : path;
            const vault = await logIn();
            await quoting(`error deleting "${at}" from Vault: `, vault.ask("DELETE", at));
        },
    };
}

const retries = { times: 60, milliseconds: 500 };

/** A store that has just been mounted is not ready for a moment, which Vault calls a bad request. */
async function patiently(vault: VaultClient, path: string, body: Properties): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
        try {
            await saying(`error writing to path "${path}", err=`, vault.ask("PUT", path, body));
            return;
        } catch (error) {
            const { cause } = error as Error;
            const mayPass = cause instanceof VaultError && cause.status === 400;
            if (!mayPass || attempt === retries.times) throw error;
        }
        await sleep(retries.milliseconds);
    }
}

function customMetadataState(found: Properties): Properties {
    return {
        casRequired: found.cas_required ?? false,
        data: found.custom_metadata ?? {},
        deleteVersionAfter: parseDuration((found.delete_version_after as string | undefined) ?? "0s"),
        maxVersions: found.max_versions ?? 0,
    };
}
