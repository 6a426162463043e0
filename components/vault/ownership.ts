import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { Problem, refusal } from "../validate/problem";
import { EsoLoginArgs, EsoLoginNames, LoginMethod } from "./login";
import { isOurPolicy } from "./policy";

/** What stands at a path in Vault, as it answers; undefined if nothing does. */
type Reader = (path: string) => Promise<Record<string, unknown> | undefined>;

/** Hooks for writing into a Vault of others: what exists already and is not this stack's is kept. */
export interface ForeignHooks {
    policy: pulumi.ResourceHook[];
    /** For the user or the role. */
    login: pulumi.ResourceHook[];
}

/** Refuse to create a policy, a user or a role where Vault has one of that name, unless it is from this cluster's stack. */
export function refuseForeign(
    name: string,
    names: EsoLoginNames,
    { overwrite = false }: EsoLoginArgs,
    clusterName: string,
    parent: pulumi.Resource,
): ForeignHooks {
    if (overwrite) return { policy: [], login: [] };
    const read: Reader = async (path) => {
        try {
            const { dataJson } = await vault.generic.getSecret({ path }, { parent });
            return (JSON.parse(dataJson) as Record<string, unknown> | null) ?? undefined;
        } catch (error) {
            // The provider's words for a path at which there is nothing.
            if (/no secret found at/i.test((error as Error).message)) return undefined;
            throw error;
        }
    };
    return {
        policy: refusal(`${name}-policy-ours`, () => foreignPolicy(names, clusterName, read)),
        login: refusal(`${name}-ours`, () => foreignLogin(names, read)),
    };
}

/** What is wrong with writing the policy. One of ours is known by its first line, also where the state was lost. */
export async function foreignPolicy(
    { policy: name }: EsoLoginNames,
    clusterName: string,
    read: Reader,
): Promise<Problem[]> {
    const policy = await read(`sys/policies/acl/${name}`);
    if (!policy || isOurPolicy(String(policy.policy), clusterName)) return [];
    return [taken("policyName", `the policy "${name}"`)];
}

/** What is wrong with writing the user or the role. One of ours is known by the policy that it has. */
export async function foreignLogin(names: EsoLoginNames, read: Reader): Promise<Problem[]> {
    const isUser = names.method === LoginMethod.UserPass;
    const login = await read(loginPath(names));
    const policies = login?.token_policies;
    if (!login || (Array.isArray(policies) && policies.includes(names.policy))) return [];
    return isUser
        ? [taken("username", `the user "${names.username}" at auth/${names.mount}`)]
        : [taken("role", `the role "${names.role}" at auth/${names.mount}`)];
}

/** Where Vault has the user or the role. */
export function loginPath({ method, mount, username, role }: EsoLoginNames): string {
    return method === LoginMethod.UserPass ? `auth/${mount}/users/${username}` : `auth/${mount}/role/${role}`;
}

function taken(field: string, what: string): Problem {
    return {
        path: `esoLogin.${field}`,
        found: `Vault has ${what} already, and it is not from this cluster's stack`,
        expected: `another esoLogin.${field}, or a Vault from which its owners have removed it`,
    };
}
