import * as assert from "node:assert/strict";

import { Remote, RemoteKind } from "../../components/remotes";
import { SecretStore } from "../../components/secrets/secretStore";
import { kvOf, VaultArgs } from "../../components/vault/connection";
import { EsoLogin } from "../../components/vault/esoLogin";
import { EsoLoginArgs, LoginMethod } from "../../components/vault/login";
import { VaultEntries } from "../../components/vault/vaultEntries";
import { certificate } from "./certificate";
import { isSecret, Mocked, record, Registered, valueOf } from "./recording";

export interface Given extends Pick<Mocked, "inVault"> {
    /** Of the Secret with the operator's password: another one after every change. */
    secretVersion?: string;
    vault?: Partial<VaultArgs>;
    login?: EsoLoginArgs;
    remotes?: Remote[];
}

export const remote: Remote = {
    kind: RemoteKind.Prometheus,
    name: "primary",
    url: "https://p.example/push",
    username: "a",
    password: "s3cr3t",
};
export const userPass: EsoLoginArgs = { password: "eso-s3cr3t" };
export const kubernetes: EsoLoginArgs = {
    method: LoginMethod.Kubernetes,
    createMount: true,
    kubernetesHost: "https://api.west.example:6443",
    kubernetesCaCertificate: certificate,
};
export const serviceAccount = { name: "external-secrets", namespace: "external-secrets" };
const clusterName = "west";

/** Register the way from a Vault of somebody else's to the operator's store. */
export async function register({ secretVersion = "1", inVault, ...given }: Given) {
    const { registered, created } = await record(async () => create(given), {
        ...(inVault && { inVault }),
        computed: {
            "vault:index/authBackend:AuthBackend": ({ path, type }) => ({ path: path ?? type }),
            "kubernetes:core/v1:Secret": ({ metadata }) => ({
                metadata: { ...(metadata as object), resourceVersion: secretVersion },
            }),
        },
    });
    return { registered: registered.map(short), ...created };
}

/** What a stack makes of these, without what runs in the cluster. Returns passwords and the store's revision. */
export async function create({ vault: more, login = userPass, remotes = [remote] }: Given) {
    const vault: VaultArgs = { address: "https://vault.example.com", ...more };
    const { readOnly = false } = vault;
    const kv = kvOf(vault);
    const esoLogin = new EsoLogin("login", { clusterName, login, serviceAccount, kv, readOnly });
    const entries = new VaultEntries("entries", { clusterName, remotes: readOnly ? [] : remotes, kv });
    const store = new SecretStore("store", {
        clusterName,
        vault,
        login,
        loginRevision: esoLogin.revision,
        serviceAccount,
        namespace: "grafana-alloy",
    });
    return { entries, revision: await valueOf(store.revision) };
}

/** With the last word of its type only, and its secrets in the open. */
function short(resource: Registered): Registered {
    const inputs = revealed(resource.inputs) as Registered["inputs"];
    return { ...resource, type: resource.type.replace(/^.*[:/]/, ""), inputs };
}

/** Secrets' marks taken off. */
function revealed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(revealed);
    if (isSecret(value)) return revealed(value.value);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
}

/** What is written into Vault, by path; JSON is read. */
export function written(registered: Registered[]): Record<string, unknown> {
    const entries = registered.flatMap(({ type, inputs, read }): [string, unknown][] => {
        const json = () => JSON.parse(inputs.dataJson as string) as unknown;
        if (read) return [];
        if (type === "AuthBackend") return [[`sys/auth/${String(inputs.path ?? inputs.type)}`, inputs.type]];
        if (type === "Policy") return [[`sys/policies/acl/${String(inputs.name)}`, inputs.policy]];
        if (type === "Endpoint") return [[String(inputs.path), json()]];
        if (type === "SecretV2") return [[`${String(inputs.mount)}/data/${String(inputs.name)}`, json()]];
        return [];
    });
    return Object.fromEntries(entries);
}

export function only(registered: Registered[], type: string): Registered {
    const found = registered.filter((resource) => resource.type === type);
    assert.equal(found.length, 1, `${found.length} of ${type}`);
    return found[0]!;
}

export function vaultOfStore(registered: Registered[]): Record<string, unknown> {
    const spec = only(registered, "ClusterSecretStore").inputs.spec as {
        provider: { vault: Record<string, unknown> };
    };
    return spec.provider.vault;
}
