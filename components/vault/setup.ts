import { Remote, secretsOf, vaultPath } from "../remotes";
import { ClusterForVault } from "./clusterForVault";
import { KvMount } from "./connection";
import { clusterConfig, roleConfig } from "./kubernetesLogin";
import {
    isKubernetes,
    KubernetesLogin,
    mountOf,
    roleOf,
    ServiceAccount,
    tokenSeconds,
    VaultLogin,
} from "./login";
import { entryPaths, literalPath, policyName, readPolicy, rule } from "./policy";

export interface VaultSetup {
    clusterName: string;
    /** Vault's address for those who administer it. */
    address: string;
    kv: KvMount;
    login: VaultLogin;
    serviceAccount: ServiceAccount;
    /** How Vault reaches the cluster, for a login with a service account. */
    cluster?: ClusterForVault;
    /** The stack writes nothing: all that it would have written is to be made by hand. */
    readOnly: boolean;
    /** The remotes whose secrets are to be put there by hand. */
    remotes: Remote[];
}

/**
 * What the owners of a Vault have to run for a cluster, as a shell script: one part for each thing that the stack does
 * not make by itself. It holds no secret; the commands ask for them.
 */
export function vaultSetup(setup: VaultSetup): string {
    const parts = [
        [
            `# What the Vault at ${setup.address} needs for the cluster "${setup.clusterName}".`,
            "# Run it logged in as somebody who may, after reading it.",
            `export VAULT_ADDR=${quote(setup.address)}`,
        ],
        ...(setup.readOnly ? operatorPart(setup) : [programPart(setup)]),
        ...setup.remotes.map((remote) => entryPart(setup, remote)),
    ];
    return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function operatorPart(setup: VaultSetup): string[][] {
    const policy = policyName(setup.clusterName, true);
    const { login } = setup;
    return [
        [
            "# The External Secrets Operator reads this cluster's entries, and nothing else.",
            ...writePolicy(policy, readPolicy(setup.kv, setup.clusterName)),
        ],
        isKubernetes(login)
            ? roleLines(setup, login, policy)
            : userLines(login.username, mountOf(login), policy),
    ];
}

function userLines(username: string, mount: string, policy: string): string[] {
    return [
        "# Its user. Asks for the password: the stack's operatorPassword.",
        enable(mount, "userpass"),
        `vault write ${quote(`auth/${mount}/users/${username}`)} token_policies=${quote(policy)} token_ttl=${tokenSeconds} password=-`,
    ];
}

function roleLines(setup: VaultSetup, login: KubernetesLogin, policy: string): string[] {
    const mount = mountOf(login);
    const role = parameters(roleConfig(setup.serviceAccount, policy));
    return [
        "# Its service account. The mount knows one cluster: another cluster's has another path.",
        ...(login.mountExists || !setup.cluster
            ? []
            : [enable(mount, "kubernetes"), ...configLines(mount, setup.cluster)]),
        `vault write ${quote(`auth/${mount}/role/${roleOf(login)}`)} ${role}`,
    ];
}

function configLines(mount: string, cluster: ClusterForVault): string[] {
    const { kubernetes_ca_cert: ca, ...rest } = clusterConfig(cluster);
    const command = `vault write ${quote(`auth/${mount}/config`)} ${parameters(rest)}`;
    if (!ca) return [command];
    return [`${command} kubernetes_ca_cert=- <<'END'`, ca.trimEnd(), "END"];
}

/** A token for the stack's program, which may do just what it has to. */
function programPart(setup: VaultSetup): string[] {
    const name = `alloy-stack-${setup.clusterName}`.toLowerCase();
    return [
        "# The stack writes the operator's policy and login, and the entries that it owns. This is what it may for that.",
        ...writePolicy(name, programPolicy(setup)),
        "# A token with it, for VAULT_TOKEN of pulumi up and pulumi destroy.",
        `vault token create -policy=${quote(name)} -period=24h`,
    ];
}

/** What the stack's program does in a Vault, and nothing else. */
export function programPolicy({
    clusterName,
    kv,
    login,
}: Pick<VaultSetup, "clusterName" | "kv" | "login">): string {
    const mount = mountOf(login);
    const write = ["create", "read", "update", "delete"];
    const [entries = "", notes] = entryPaths(kv, clusterName);
    const ofLogin = isKubernetes(login) ? `role/${roleOf(login)}` : `users/${login.username}`;
    const ofMount = [
        rule(literalPath(`sys/auth/${mount}`), ["update", "delete", "sudo"]),
        rule(literalPath(`sys/mounts/auth/${mount}`), ["read"]),
        rule(literalPath(`sys/mounts/auth/${mount}/tune`), ["read"]),
        ...(isKubernetes(login) ? [rule(literalPath(`auth/${mount}/config`), write)] : []),
    ];
    return [
        rule(entries, write),
        // The provider reads and writes what Vault notes about an entry, also where there is nothing to note.
        ...(notes ? [rule(notes, ["create", "read", "update"])] : []),
        rule(literalPath(`sys/policies/acl/${policyName(clusterName, true)}`), write),
        rule(literalPath(`auth/${mount}/${ofLogin}`), write),
        ...(login.mountExists ? [] : ofMount),
        // The provider makes itself a token that lives for 20 minutes.
        rule("auth/token/create", ["update"]),
    ].join("\n");
}

function entryPart({ clusterName, kv }: VaultSetup, remote: Remote): string[] {
    const properties = secretsOf(remote).map(({ property }) => property);
    const [only, ...more] = properties;
    const values = more.length > 0 ? properties.map((name) => `${name}=@${name}.txt`) : [`${only ?? ""}=-`];
    return [
        `# The secrets of the ${remote.kind} remote "${remote.name}"${more.length > 0 ? ", each from a file" : ". Asks for it"}.`,
        `vault kv put -mount=${quote(kv.path)} ${quote(vaultPath(clusterName, remote))} ${values.join(" ")}`,
    ];
}

/** Login methods cannot be mounted twice at a path. */
function enable(mount: string, type: string): string {
    return `vault auth list | grep -q ${quote(`^${mount}/`)} || vault auth enable -path=${quote(mount)} ${type}`;
}

function writePolicy(name: string, policy: string): string[] {
    return [`vault policy write ${quote(name)} - <<'END'`, policy, "END"];
}

function parameters(values: Record<string, unknown>): string {
    return Object.entries(values)
        .map(([name, value]) => `${name}=${quote(String(value))}`)
        .join(" ");
}

/** A word of a shell command. */
function quote(text: string): string {
    return /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
