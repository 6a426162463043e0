import { formatDuration } from "../bridged/duration";
import { Definition, Found } from "../bridged/resource";
import { isProperties, Schema } from "../bridged/schema";
import { Properties } from "../plugin";
import { unknownValue } from "../values";
import { saying, VaultClient, VaultError } from "./client";

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

/** A way to log in, mounted at a path that is named after its type unless the program names one. */
export function authBackend(logIn: () => Promise<VaultClient>): Definition {
    const read = async (path: string, state: Properties): Promise<Found | undefined> => {
        const vault = await logIn();
        const mount = await existing(vault.ask("GET", `sys/mounts/auth/${path}`));
        if (!mount) return undefined;
        const { accessor, description, local, type } = mount;
        const words = "error reading tune information from Vault: ";
        const tuning = (await saying(words, vault.ask("GET", `sys/mounts/auth/${path}/tune`))) ?? {};
        const tune = tuneState(tuning, state.tune);
        return { id: path, properties: { accessor, description, local, path, tune, type } };
    };

    return {
        token: "vault:index/authBackend:AuthBackend",
        schema,
        schemaVersion: 1,
        uniqueName: false,
        importable: true,
        create: async (wanted) => {
            const { type } = wanted;
            const path = (wanted.path === unknownValue ? type : wanted.path) as string;
            const vault = await logIn();
            // For its version, on which some arguments depend that aren't served. It may stay unknown.
            await vault.ask("GET", "sys/seal-status").catch(() => undefined);
            await saying("error writing to Vault: ", vault.ask("POST", `sys/auth/${path}`, { type }));
            return { id: path, finish: () => read(path, wanted) };
        },
        read,
        // Without another path there is nothing to write; what could not be read after the creation is read now.
        update: async (path, wanted, _, before) => {
            if (wanted.path === before.path) return read(path, wanted);
            throw new Error(
                `the adapter for vault:index/authBackend:AuthBackend does not move "${path}" to ` +
                    `"${wanted.path as string}", for which the official plugin writes sys/remount, or replaces the ` +
                    "mount if it cannot ask Vault for its version; use the official plugin, or make it another resource",
            );
        },
        delete: async (path) => {
            const vault = await logIn();
            await saying("error disabling auth from Vault: ", vault.ask("DELETE", `sys/auth/${path}`));
        },
    };
}

/** Nothing if Vault says that there is no such mount. */
async function existing(mount: Promise<Properties | undefined>): Promise<Properties | undefined> {
    try {
        return await mount;
    } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        const isGone =
            error.status === 404 ||
            (error.status === 400 &&
                error.errors.some((text) => /No (auth|secret) engine( mount)? at/.test(text)));
        if (isGone) return undefined;
        throw error;
    }
}

/** Once a state holds a tuning, the official plugin keeps from it what Vault's defaults could be taken for. */
function tuneState(tuning: Properties, before: unknown): Properties {
    const kept = isProperties(before) ? before : undefined;
    const duration = (seconds: unknown) => shortDuration(Number(seconds ?? 0));
    return {
        allowedResponseHeaders: tuning.allowed_response_headers ?? [],
        auditNonHmacRequestKeys: tuning.audit_non_hmac_request_keys ?? [],
        auditNonHmacResponseKeys: tuning.audit_non_hmac_response_keys ?? [],
        defaultLeaseTtl: kept ? kept.defaultLeaseTtl : duration(tuning.default_lease_ttl),
        listingVisibility: kept && !kept.listingVisibility ? "" : (tuning.listing_visibility ?? ""),
        maxLeaseTtl: kept ? kept.maxLeaseTtl : duration(tuning.max_lease_ttl),
        passthroughRequestHeaders: tuning.passthrough_request_headers ?? [],
        tokenType: kept && !kept.tokenType ? "" : (tuning.token_type ?? ""),
    };
}

/** As in "768h": without minutes and seconds that are zero. */
export function shortDuration(seconds: number): string {
    const text = formatDuration(seconds);
    return text.replace(/(?<=[hm])0s$/, "").replace(/(?<=h)0m$/, "");
}
