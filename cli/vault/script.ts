import { PlainRemote } from "../../settings/plainRemote";
import { secretsOf, vaultPath } from "../../components/remotes";
import { KvMount } from "../../components/vault/connection";
import { clusterConfig, ClusterForVault, roleConfig } from "../../components/vault/kubernetesLogin";
import { EsoLoginNames, LoginMethod, tokenSeconds } from "../../components/vault/login";
import { readPolicy } from "../../components/vault/policy";
import { programPolicy, programPolicyName } from "./programPolicy";

export interface VaultSetup {
    clusterName: string;
    /** Vault's address for those who administer it. */
    address: string;
    kv: KvMount;
    names: EsoLoginNames;
    /** The stack mounts the login method. */
    createMount: boolean;
    serviceAccount: { name: string; namespace: string };
    /** How Vault reaches the cluster, for a login with a service account. */
    cluster?: ClusterForVault;
    /** The stack writes nothing: all that it would have written is to be made by hand. */
    readOnly: boolean;
    /** The remotes whose secrets are to be put there by hand. */
    remotes: PlainRemote[];
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
        ...(setup.createMount ? [] : [mountPart(setup)]),
        ...(setup.readOnly ? operatorParts(setup) : [programPart(setup)]),
        ...setup.remotes.map((remote) => entryPart(setup, remote)),
    ];
    return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function mountPart({ names: { method, mount }, cluster }: VaultSetup): string[] {
    const type = method === LoginMethod.Kubernetes ? "kubernetes" : "userpass";
    // Login methods cannot be mounted twice at a path.
    const enable = `vault auth list | grep -q ${quote(`^${mount}/`)} || vault auth enable -path=${quote(mount)} ${type}`;
    if (!cluster) return ["# The login method, where it is not mounted yet.", enable];
    return [
        "# The login method. Its mount knows one cluster: another cluster's has another path.",
        enable,
        `vault write ${quote(`auth/${mount}/config`)} ${parameters(clusterConfig(cluster))}`,
    ];
}

function operatorParts({ clusterName, kv, names, serviceAccount }: VaultSetup): string[][] {
    const { mount, policy } = names;
    return [
        [
            "# The External Secrets Operator reads this cluster's entries, and nothing else.",
            ...writePolicy(policy, readPolicy(kv, clusterName)),
        ],
        names.method === LoginMethod.Kubernetes
            ? [
                  "# Its service account.",
                  `vault write ${quote(`auth/${mount}/role/${names.role}`)} ${parameters(roleConfig(serviceAccount, policy))}`,
              ]
            : [
                  "# Its user. Asks for the password: the stack's esoPassword.",
                  `vault write ${quote(`auth/${mount}/users/${names.username}`)} token_policies=${quote(policy)} token_ttl=${tokenSeconds} password=-`,
              ],
    ];
}

/** A token for the stack's program, which may do just what it has to. */
function programPart(setup: VaultSetup): string[] {
    const name = programPolicyName(setup.names);
    return [
        "# The stack writes the operator's policy and login, and the entries that it owns. This is what it may for that.",
        ...writePolicy(name, programPolicy(setup)),
        "# A token with it, for VAULT_TOKEN of pulumi up and pulumi destroy.",
        `vault token create -policy=${quote(name)} -period=24h`,
    ];
}

function entryPart({ clusterName, kv }: VaultSetup, remote: PlainRemote): string[] {
    const properties = secretsOf(remote).map(({ property }) => property);
    const [only, ...more] = properties;
    const values = more.length > 0 ? properties.map((name) => `${name}=@${name}.txt`) : [`${only ?? ""}=-`];
    return [
        `# The secrets of the ${remote.kind} remote "${remote.name}"${more.length > 0 ? ", each from a file" : ". Asks for it"}.`,
        `vault kv put -mount=${quote(kv.path)} ${quote(vaultPath(clusterName, remote))} ${values.join(" ")}`,
    ];
}

function writePolicy(name: string, policy: string): string[] {
    return [`vault policy write ${quote(name)} - <<'END'`, policy, "END"];
}

function parameters(values: Record<string, unknown>): string {
    return Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${quote(String(value))}`)
        .join(" ");
}

/** A word of a shell command. */
function quote(text: string): string {
    return /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
