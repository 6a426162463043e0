import { Deployment, StateResource } from "./pending";

/** What stays when a stack is destroyed without its Vault. */
export interface LeftInVault {
    /** What the engine has to leave alone: all that is in Vault, and what that needs in the state. */
    urns: string[];
    /** What is in Vault from this stack, by its path there. */
    entries: string[];
}

/** Find what of a stack is in Vault. */
export function leftInVault({ resources }: Deployment): LeftInVault {
    const byUrn = new Map((resources ?? []).map((resource) => [resource.urn, resource]));
    const inVault = [...byUrn.values()].filter(({ type }) => type.startsWith("vault:"));
    const urns = new Set<string>();
    const keep = (urn: string | undefined) => {
        const resource = urn === undefined ? undefined : byUrn.get(urn);
        if (!resource || urns.has(resource.urn)) return;
        urns.add(resource.urn);
        const { parent, provider, dependencies } = resource;
        for (const needed of [parent, withoutId(provider), ...(dependencies ?? [])]) keep(needed);
    };
    for (const { urn } of inVault) keep(urn);
    const ours = inVault.filter(({ external }) => external !== true);
    return { urns: [...urns], entries: ours.map(pathInVault) };
}

function withoutId(provider: string | undefined): string | undefined {
    return provider?.slice(0, provider.lastIndexOf("::"));
}

function pathInVault({ type, id = "" }: StateResource): string {
    return type.endsWith(":Policy") ? `sys/policies/acl/${id}` : id;
}
