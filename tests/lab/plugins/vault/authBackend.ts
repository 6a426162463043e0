import { formatDuration } from "../bridged/duration";
import { Definition, Found } from "../bridged/resource";
import { Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { VaultClient } from "./client";

const schema: Schema = {
    accessor: { kind: "string", computed: true },
    description: { kind: "string" },
    disableRemount: { kind: "boolean", default: false },
    identityTokenKey: { kind: "string" },
    local: { kind: "boolean", replaces: true },
    namespace: { kind: "string", replaces: true },
    path: { kind: "string", served: true, computed: true },
    tune: {
        kind: "block",
        computed: true,
        fields: {
            allowedResponseHeaders: { kind: "list" },
            auditNonHmacRequestKeys: { kind: "list" },
            auditNonHmacResponseKeys: { kind: "list" },
            defaultLeaseTtl: { kind: "string" },
            listingVisibility: { kind: "string" },
            maxLeaseTtl: { kind: "string" },
            passthroughRequestHeaders: { kind: "list" },
            tokenType: { kind: "string" },
        },
    },
    type: { kind: "string", served: true, required: true, replaces: true },
};

interface Mount {
    accessor: string;
    description: string;
    local: boolean;
    type: string;
}

/** A way to log in, mounted at a path that is named after its type unless the program names one. */
export function authBackend(client: () => VaultClient): Definition {
    const read = async (path: string): Promise<Found | undefined> => {
        const mounts = await client().read("sys/auth");
        const mount = mounts?.[`${path}/`] as Mount | undefined;
        if (!mount) return undefined;
        const tuning = (await client().read(`sys/auth/${path}/tune`)) ?? {};
        return {
            id: path,
            properties: {
                accessor: mount.accessor,
                description: mount.description,
                local: mount.local,
                path,
                tune: tuneState(tuning),
                type: mount.type,
            },
        };
    };

    return {
        token: "vault:index/authBackend:AuthBackend",
        schema,
        schemaVersion: 1,
        uniqueName: false,
        create: async ({ type, path: given }) => {
            const path = (given === unknownValue ? type : given) as string;
            await client().write(`sys/auth/${path}`, { type });
            const found = await read(path);
            if (found) return found;
            throw new Error(`Vault mounted "${path}" but does not list it under sys/auth`);
        },
        read,
        update: (path) => {
            throw new Error(
                `the stand-in for vault:index/authBackend:AuthBackend does not move "${path}"; ` +
                    "use the official plugin, or make it another resource",
            );
        },
        delete: (path) => client().delete(`sys/auth/${path}`),
    };
}

function tuneState(tuning: Properties): Properties {
    const duration = (seconds: unknown) => shortDuration(Number(seconds ?? 0));
    return {
        allowedResponseHeaders: tuning.allowed_response_headers ?? [],
        auditNonHmacRequestKeys: tuning.audit_non_hmac_request_keys ?? [],
        auditNonHmacResponseKeys: tuning.audit_non_hmac_response_keys ?? [],
        defaultLeaseTtl: duration(tuning.default_lease_ttl),
        listingVisibility: tuning.listing_visibility ?? "",
        maxLeaseTtl: duration(tuning.max_lease_ttl),
        passthroughRequestHeaders: tuning.passthrough_request_headers ?? [],
        tokenType: tuning.token_type ?? "",
    };
}

/** As in "768h": without minutes and seconds that are zero. */
export function shortDuration(seconds: number): string {
    const text = formatDuration(seconds);
    return text.replace(/(?<=[hm])0s$/, "").replace(/(?<=h)0m$/, "");
}
