import { z } from "zod";

/** Where a key has an effect, in words that follow "only". */
export type Condition =
    | "with dev"
    | "without dev"
    | 'with dev and "loki" in devServers'
    | "with nodeExporter: existing"
    | "with nodeExporter: install"
    | "with kubeStateMetrics: existing"
    | "with imageRegistryLogin"
    | "with externalSecrets: install or auto"
    | "with esoLogin: userPass"
    | "without externalSecretStore"
    | "with esoLogin: appRole"
    | "with esoLogin: jwt"
    | "with esoLogin: userPass or appRole"
    | "with esoLogin: kubernetes or jwt"
    | "with esoLogin: kubernetes, appRole or jwt"
    | "with esoLogin: kubernetes and esoLoginCreateMount";

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
    /** Where it has an effect, if not in every stack. In the others it is refused. */
    only?: Condition;
}

/** What each key is for, by its type. */
export const keyMetas = z.registry<KeyMeta>();

export function key<T extends z.ZodType>(type: T, meta: KeyMeta): T {
    // Several keys may share a type.
    const own = type.clone();
    keyMetas.add(own, meta);
    return own;
}

/** What a message says of a key that is a switch. */
export const yesOrNo = "true or false";

export const text = z.string().min(1);
