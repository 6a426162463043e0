import { AlloyStackArgs } from "../components/args";
import { StackValues } from "./schema";

/** The args about what is collected that a stack's configuration has, under the same names. */
export function collectedArgs({ labels }: StackValues): Partial<AlloyStackArgs> {
    return { ...(Object.keys(labels).length > 0 && { labels }) };
}
