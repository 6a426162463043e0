import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

import { EsoLoginArgs, EsoLoginNames, LoginMethod } from "./login";
import { isOurPolicy } from "./policy";

/** What stands at a path in Vault, as it answers; undefined if nothing does. */
type Reader = (path: string) => Promise<Record<string, unknown> | undefined>;

/**
 * Refuse to write over a policy, a user or a role that somebody else has made. Ours are known by the policy's first line,
 * and by the policy that a user or a role has. Known once that is sure; nothing is written before.
 */
export function refuseForeign(
    names: EsoLoginNames,
    { overwrite = false }: EsoLoginArgs,
    clusterName: string,
    parent: pulumi.Resource,
): pulumi.Output<boolean> {
    if (overwrite) return pulumi.output(true);
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
    return pulumi.output(foreign(names, clusterName, read)).apply((found) => {
        if (found.length === 0) return true;
        throw new pulumi.InputPropertiesError({
            message: found.map(({ reason }) => reason).join("\n"),
            errors: found,
        });
    });
}

interface Foreign {
    propertyPath: string;
    reason: string;
}

/** What somebody else has made under the names that are to be written. */
export async function foreign(names: EsoLoginNames, clusterName: string, read: Reader): Promise<Foreign[]> {
    const isUser = names.method === LoginMethod.UserPass;
    const [kind, folder, name] = isUser ? ["user", "users", names.username] : ["role", "role", names.role];
    const [policy, login] = await Promise.all([
        read(`sys/policies/acl/${names.policy}`),
        read(`auth/${names.mount}/${folder}/${name}`),
    ]);
    const wrong = (field: string, what: string) => ({
        propertyPath: `esoLogin.${field}`,
        reason: `Vault has ${what} already, which is not this stack's for the cluster "${clusterName}"; give esoLogin.${field} another name, or have it removed by Vault's owners`,
    });
    const policies = login?.token_policies;
    return [
        ...(policy && !isOurPolicy(String(policy.policy), clusterName)
            ? [wrong("policyName", `the policy "${names.policy}"`)]
            : []),
        ...(login && !(Array.isArray(policies) && policies.includes(names.policy))
            ? [wrong(isUser ? "username" : "role", `the ${kind} "${name}" at auth/${names.mount}`)]
            : []),
    ];
}
