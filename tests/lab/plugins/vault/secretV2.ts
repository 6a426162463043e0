import { parseDuration } from "../bridged/duration";
import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { VaultClient } from "./client";
import { asTexts, goJson, normalJson, parseObject } from "./json";

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
    deleteAllVersions: { kind: "boolean", default: false },
    disableRead: { kind: "boolean", default: false },
    metadata: { kind: "map", computed: true },
    mount: { kind: "string", served: true, required: true, replaces: true },
    name: { kind: "string", served: true, required: true, replaces: true },
    namespace: { kind: "string", replaces: true },
    options: { kind: "map" },
    path: { kind: "string", computed: true },
};

/** A secret in a key-value store, version 2: every write is a new version. */
export function secretV2(client: () => VaultClient): Definition {
    const read = async (path: string): Promise<Found | undefined> => {
        const found = await client().read(path);
        if (!found) return undefined;
        const [, mount = "", name = ""] = /^(.+?)\/data\/(.+)$/.exec(path) ?? [];
        const properties: Properties = {
            mount,
            name,
            path,
            data: {},
            metadata: asTexts(found.metadata as Properties),
            customMetadata: customMetadataState((await client().read(`${mount}/metadata/${name}`)) ?? {}),
        };
        // A deleted version has no data, and the official plugin doesn't take that for a change.
        if (found.data) properties.dataJson = goJson(found.data);
        return { id: path, properties };
    };
    const write = async (wanted: Properties): Promise<Found> => {
        const path = `${wanted.mount as string}/data/${wanted.name as string}`;
        await client().write(path, { data: parseObject(wanted.dataJson as string) });
        const found = await read(path);
        if (found) return found;
        throw new Error(`Vault took the secret "${path}", but it cannot be read`);
    };

    return {
        token: "vault:kv/secretV2:SecretV2",
        schema,
        uniqueName: true,
        create: write,
        read,
        update: (_, wanted) => write(wanted),
        // The newest version only, which leaves the older ones and can be undone: deleteAllVersions isn't served.
        delete: (path) => client().delete(path),
    };
}

function customMetadataState(found: Properties): Properties {
    return {
        casRequired: found.cas_required ?? false,
        data: found.custom_metadata ?? {},
        deleteVersionAfter: parseDuration((found.delete_version_after as string | undefined) ?? "0s"),
        maxVersions: found.max_versions ?? 0,
    };
}
