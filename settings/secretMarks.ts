import * as pulumi from "@pulumi/pulumi";

import { keys, metaOf } from "./schema";

/** The part of Pulumi's runtime that its types leave out. */
interface SecretMarks {
    isConfigSecret?(key: string): boolean;
}

/**
 * Keys that hold secrets and stand in the stack file as plain text, a warning for each. Pulumi itself would refuse them
 * only if they had to be set in every stack.
 */
export function plainSecrets(project: string): string[] {
    const runtime = pulumi.runtime as typeof pulumi.runtime & SecretMarks;
    const given = pulumi.runtime.allConfig();
    return keys
        .filter((key) => metaOf(key).secret)
        .map((key) => `${project}:${key}`)
        .filter(
            (key) => !["", "{}", undefined].includes(given[key]) && runtime.isConfigSecret?.(key) === false,
        )
        .map(
            (key) =>
                `${key}: is in the stack file as plain text; set it again: pulumi config set --secret ${key}`,
        );
}
