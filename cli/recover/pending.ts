import { z } from "zod";

// What a deployment's state says of operations that were under way when an update was killed. The rest of the state is
// passed on as it is.

const resource = z.looseObject({
    urn: z.string(),
    type: z.string(),
    id: z.string().optional(),
    inputs: z.record(z.string(), z.unknown()).default({}),
    /** Somebody else's, which is only read. */
    external: z.boolean().optional(),
    parent: z.string().optional(),
    /** The URN of its provider, with the provider's id behind it. */
    provider: z.string().optional(),
    dependencies: z.array(z.string()).nullish(),
    pendingReplacement: z.boolean().optional(),
});

const operation = z.looseObject({ type: z.string(), resource });

const deployment = z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(operation).nullish(),
});

/** A resource in a stack's state. */
export type StateResource = z.infer<typeof resource>;

/** Something that was under way when an update was killed: "creating", "updating", "deleting" and the like. */
export type PendingOperation = z.infer<typeof operation>;

/** A stack's state, as `pulumi stack export` gives it. */
export type Deployment = z.infer<typeof deployment>;

export function readDeployment(exported: unknown): Deployment {
    return deployment.parse(exported ?? {});
}

export function pendingOperations({ pending_operations }: Deployment): PendingOperation[] {
    return pending_operations ?? [];
}

/** A resource as people call it: the type's last part and the name. */
export function called({ urn, type }: StateResource): string {
    return `${type.split(":").at(-1) ?? type} ${urn.split("::").at(-1) ?? urn}`;
}

/** The stack itself, in its state. */
export function rootOf({ resources }: Deployment): string | undefined {
    return resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
}
