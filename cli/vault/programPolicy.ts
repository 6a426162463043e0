import { usualAudience } from "../../components/vault/kubernetesLogin";
import { EsoLoginNames, LoginMethod } from "../../components/vault/login";
import { entryPaths, literalPath, readPolicy, rule } from "../../components/vault/policy";
import type { VaultSetup } from "./script";

/**
 * What the stack's program does in a Vault, and nothing else: it may write no policy but that one text, and a login only with
 * that policy. Otherwise the holder of its token could grant himself any policy.
 */
export function programPolicy(setup: ProgramAccess): string {
    const { clusterName, kv, names, createMount, othersStore } = setup;
    const { mount, policy } = names;
    const [entries = "", notes] = entryPaths(kv, clusterName);
    const write = ["create", "read", "update", "delete"];
    return [
        rule(entries, write),
        // The provider reads and writes what Vault notes about an entry, also where there is nothing to note; with it all
        // versions of the entry are deleted.
        ...(notes ? [rule(notes, write)] : []),
        ...(othersStore
            ? []
            : [
                  rule(literalPath(`sys/policies/acl/${policy}`), write, {
                      policy: [readPolicy(kv, clusterName)],
                  }),
              ]),
        ...(othersStore || names.method === LoginMethod.AppRole
            ? []
            : [
                  loginRule(setup),
                  rule(literalPath(`sys/mounts/auth/${mount}`), ["read"]),
                  rule(literalPath(`sys/mounts/auth/${mount}/tune`), ["read"]),
              ]),
        ...(createMount ? [rule(literalPath(`sys/auth/${mount}`), ["create", "update", "sudo"])] : []),
        ...(createMount && names.method === LoginMethod.Kubernetes
            ? [rule(literalPath(`auth/${mount}/config`), ["create", "read", "update"])]
            : []),
        // The provider makes itself a token that lives for 20 minutes.
        rule("auth/token/create", ["update"]),
    ].join("\n");
}

export type ProgramAccess = Pick<
    VaultSetup,
    "clusterName" | "kv" | "names" | "createMount" | "serviceAccount" | "audience" | "othersStore"
>;

function loginRule({ names, serviceAccount, audience = usualAudience }: ProgramAccess): string {
    const write = ["create", "read", "update", "delete"];
    const { mount, username, role } = names;
    const common = { token_policies: [[names.policy]], token_ttl: [] };
    if (names.method === LoginMethod.UserPass)
        return rule(literalPath(`auth/${mount}/users/${username}`), write, { password: [], ...common });
    const at = literalPath(`auth/${mount}/role/${role}`);
    if (names.method === LoginMethod.Jwt) {
        return rule(at, write, {
            role_type: ["jwt"],
            user_claim: ["sub"],
            bound_subject: [`system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`],
            bound_audiences: [[audience]],
            ...common,
        });
    }
    return rule(at, write, {
        bound_service_account_names: [[serviceAccount.name]],
        bound_service_account_namespaces: [[serviceAccount.namespace]],
        ...common,
    });
}

/** The policy's name for the program's own token. */
export function programPolicyName({ policy }: EsoLoginNames): string {
    return policy.replace(/^eso-policy-/, "alloy-stack-");
}
