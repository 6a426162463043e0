import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Store } from "../../components/secrets/secretStore";
import { Remote, RemoteKind } from "../../components/remotes";
import { EnterpriseVault, EnterpriseVaultArgs } from "../../components/vault/externalVault";
import { KubernetesLogin, LoginMethod, VaultLogin } from "../../components/vault/login";
import { OperatorLogin } from "../../components/vault/operatorLogin";
import { RemoteCredentials, RemotePasswords } from "../../components/vault/vaultEntries";
import { isSecret, record, Registered } from "./recording";

export interface Given {
    /** Of the Secret with the operator's password: another one after every change. */
    secretVersion?: string;
    enterprise?: Partial<EnterpriseVaultArgs>;
    login?: VaultLogin;
    credentials?: RemoteCredentials[];
}

export const remote: Remote = {
    kind: RemoteKind.Prometheus,
    name: "primary",
    url: "https://p.example/push",
    username: "a",
};
const fromConfig: RemoteCredentials = { remote, secrets: { password: "s3cr3t" } };
export const userPass: VaultLogin = { username: "eso-west", password: "eso-s3cr3t" };
export const kubernetes: KubernetesLogin = {
    method: LoginMethod.Kubernetes,
    clusterAddress: "https://api.west.example:6443",
    clusterCaCertificate: "CLUSTER PEM",
};
export const serviceAccount = { name: "external-secrets", namespace: "external-secrets" };

/** Register the way from an enterprise Vault to the operator's store. Returns what was registered, and the passwords. */
export async function register({
    secretVersion = "1",
    enterprise,
    login = userPass,
    credentials = [fromConfig],
}: Given) {
    const create = async () => {
        const address = "https://vault.example.com";
        const vault = new EnterpriseVault("v", { address, offline: false, ...enterprise });
        const cluster = { access: {}, offline: true };
        const inVault = new OperatorLogin("login", {
            clusterName: "west",
            login,
            serviceAccount,
            cluster,
            vault,
        });
        const passwords = new RemotePasswords("passwords", { clusterName: "west", credentials, vault });
        const { revision: loginRevision } = inVault;
        const store = new Store("store", {
            vault,
            login,
            loginRevision,
            serviceAccount,
            namespace: "grafana-alloy",
        });
        return { passwords, revision: await valueOf(store.revision) };
    };
    const { registered, created } = await record(create, {
        computed: {
            "vault:index/authBackend:AuthBackend": ({ path, type }) => ({ path: path ?? type }),
            "kubernetes:core/v1:Secret": ({ metadata }) => ({
                metadata: { ...(metadata as object), resourceVersion: secretVersion },
            }),
        },
    });
    return { registered: registered.map(short), ...created };
}

/** With the last word of its type only, and its secrets in the open. */
function short(resource: Registered): Registered {
    const inputs = revealed(resource.inputs) as Registered["inputs"];
    return { ...resource, type: resource.type.replace(/^.*[:/]/, ""), inputs };
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
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
    const entries = registered.flatMap(({ type, inputs }): [string, unknown][] => {
        const json = () => JSON.parse(inputs.dataJson as string) as unknown;
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
