import { PlainRemote } from "../../settings/plainRemote";
import { secretsOf, vaultPath } from "../../components/remotes";
import { KvMount } from "../../components/vault/connection";
import {
    clusterConfig,
    ClusterForVault,
    jwtRoleConfig,
    roleConfig,
    usualAudience,
} from "../../components/vault/kubernetesLogin";
import { EsoLoginNames, LoginMethod, methodType, tokenSeconds } from "../../components/vault/login";
import { readPolicy } from "../../components/vault/policy";
import { programPolicy, programPolicyName } from "./programPolicy";

export interface VaultSetup {
    clusterName: string;
    /** Vault's address for those who administer it. */
    address: string;
    /** Its namespace, where it has such. */
    namespace?: string;
    kv: KvMount;
    names: EsoLoginNames;
    /** The stack mounts the login method. */
    createMount: boolean;
    serviceAccount: { name: string; namespace: string };
    /** For whom its token is, for a login with a token that Vault checks itself. */
    audience?: string;
    /** The store belongs to others, who have set up the operator's login. */
    othersStore?: boolean;
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
            ...(setup.namespace ? [`export VAULT_NAMESPACE=${quote(setup.namespace)}`] : []),
        ],
        ...loginParts(setup),
        ...(setup.readOnly ? [] : [programPart(setup)]),
        ...setup.remotes.map((remote) => entryPart(setup, remote)),
    ];
    return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** What the operator's login needs that the stack does not make. */
function loginParts(setup: VaultSetup): string[][] {
    const { othersStore, createMount, readOnly, names } = setup;
    if (othersStore) return [];
    return [
        ...(createMount ? [] : [mountPart(setup)]),
        ...(readOnly ? operatorParts(setup) : []),
        ...(names.method === LoginMethod.AppRole ? [appRolePart(setup)] : []),
    ];
}

function mountPart({ names: { method, mount }, cluster }: VaultSetup): string[] {
    const type = methodType[method];
    // Login methods cannot be mounted twice at a path.
    const enable = `vault auth list | grep -q ${quote(`^${mount}/`)} || vault auth enable -path=${quote(mount)} ${type}`;
    if (method === LoginMethod.Jwt) {
        return [
            "# The login method, and where the keys are by which it checks the cluster's tokens. Its mount knows one cluster.",
            enable,
            `vault write ${quote(`auth/${mount}/config`)} oidc_discovery_url="$(kubectl get --raw /.well-known/openid-configuration | jq -r .issuer)"`,
            "# Where Vault does not reach that address, give it the keys instead: the public part of the API server's",
            "# --service-account-key-file, as PEM (kubeadm: /etc/kubernetes/pki/sa.pub).",
            `# vault write ${quote(`auth/${mount}/config`)} jwt_validation_pubkeys=@keys.pem`,
        ];
    }
    if (!cluster) return ["# The login method, where it is not mounted yet.", enable];
    return [
        "# The login method. Its mount knows one cluster: another cluster's has another path.",
        enable,
        `vault write ${quote(`auth/${mount}/config`)} ${parameters(clusterConfig(cluster))}`,
    ];
}

function operatorParts({ clusterName, kv, names, serviceAccount, audience }: VaultSetup): string[][] {
    const { method, mount, policy, role, username } = names;
    const at = quote(`auth/${mount}/role/${role}`);
    const account: Partial<Record<LoginMethod, object>> = {
        [LoginMethod.Kubernetes]: roleConfig(serviceAccount, policy),
        [LoginMethod.Jwt]: jwtRoleConfig(serviceAccount, audience ?? usualAudience, policy),
    };
    const config = account[method];
    return [
        [
            "# The External Secrets Operator reads this cluster's entries, and nothing else.",
            ...writePolicy(policy, readPolicy(kv, clusterName)),
        ],
        ...(config ? [["# Its service account.", `vault write ${at} ${parameters(config)}`]] : []),
        ...(method === LoginMethod.UserPass
            ? [
                  [
                      "# Its user. Asks for the password: the stack's esoPassword.",
                      `vault write ${quote(`auth/${mount}/users/${username}`)} token_policies=${quote(policy)} token_ttl=${tokenSeconds} password=-`,
                  ],
              ]
            : []),
    ];
}

function appRolePart({ names: { mount, role, policy } }: VaultSetup): string[] {
    const at = `auth/${mount}/role/${role}`;
    return [
        "# The operator's AppRole, and its two ids: the stack's esoRoleId and its secret esoSecretId.",
        `vault write ${quote(at)} token_policies=${quote(policy)} token_ttl=${tokenSeconds}`,
        `role_id=$(vault read -field=role_id ${quote(`${at}/role-id`)})`,
        `secret_id=$(vault write -f -field=secret_id ${quote(`${at}/secret-id`)})`,
        // Vault itself ends neither with a new line where there is no terminal.
        `printf 'esoRoleId: %s\\nesoSecretId: %s\\n' "$role_id" "$secret_id"`,
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

function parameters(values: object): string {
    return Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${quote(String(value))}`)
        .join(" ");
}

/** A word of a shell command. */
function quote(text: string): string {
    return /^[\w@%+:,./=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
