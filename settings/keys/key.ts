import { z } from "zod";

/**
 * What a key is for, beside its type and default: the one source for `Pulumi.yaml`, for docs/configuration.md and for
 * messages.
 */
export interface KeyMeta {
    /** What it means, its limits and what a change does. */
    description: string;
    /** What a message says should be there. */
    expected: string;
    /** A value to begin with, as a message writes it. */
    example?: unknown;
    /** Its value never stands in a message, and is kept encrypted. */
    secret?: boolean;
    /** Its value never stands in a message: people put passwords into it. */
    unshown?: boolean;
    /** The stacks in which it has an effect, if not in all of them. In the others it is refused. */
    only?: "with dev" | "without dev";
}

export function key<T extends z.ZodType>(type: T, meta: KeyMeta): T {
    return type.meta({ ...meta });
}

/** What a message says of a key that is a switch. */
export const yesOrNo = "true or false";

export const text = z.string().min(1);
